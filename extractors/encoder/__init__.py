"""The sentence encoder: tokens, the ONNX session, and the light heads on its vectors."""
