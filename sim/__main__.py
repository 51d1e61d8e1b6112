"""`python -m sim` is the command `entente`."""

from entente_command import main

if __name__ == "__main__":
    main()
