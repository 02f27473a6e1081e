"""What autopar-bench runs inside the interpreter that it embeds."""
