"""For the whole suite: no time limit on examples of Hypothesis (machines may be busy); Ctrl-C is heard."""

import signal

from hypothesis import settings

settings.register_profile("entente", deadline=None, print_blob=True)
settings.load_profile("entente")

# A shell starts what it runs in the background deaf to Ctrl-C, and programs that tests start and interrupt
# would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
