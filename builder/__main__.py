"""`python -m builder`: leads to the commands, which the other processes of a build do not load."""

if __name__ == "__main__":
    from builder.commands import main

    main()
