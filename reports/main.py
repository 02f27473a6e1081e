"""What build/bin/autopar-report starts, by path: so modules are found in this folder."""

import sys

from autopar_report.command_line import main

if __name__ == "__main__":
    sys.exit(main())
