"""How answers look: values become pages of text, and pages become Discord layouts."""
