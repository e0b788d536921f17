"""Files that leave the program: workbook, CSV, JSON."""
