"""`python -m sim` is the command `entente`."""

from sim.cli.main import main

if __name__ == "__main__":
    main()
