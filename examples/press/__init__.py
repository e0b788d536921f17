"""The press of the example corpus: one plain text source a document, several typesetters."""
