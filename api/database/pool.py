"""Set how many questions a process works on at once, and whose work is never cut off, whichever engine answers."""

# Each has a thread and a connection. They share one interpreter lock with the event loop: while 300 clients asked for
# different lists of 500, `/healthz` took at most 0.7 s in the median of six runs with 40 threads, and 0.2 s with 6;
# memory went to 300 and 146 MB, and as many lists were answered. Fewer would let slow questions hold up quick ones.
WORKER_THREADS = 6

# The execution option of our own work, such as to prepare a release: on a busy machine it may take longer than a
# client's question may, and a service that gave it up would not start, nor take up a new release.
UNLIMITED = "unlimited"
