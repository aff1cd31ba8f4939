"""Set how many requests a process works on at once, and which queries have no time limit, for both engines."""

# Each has a thread and a connection. They share one interpreter lock with the event loop: while 300 clients requested
# different lists of 500, `/healthz` took at most 0.7 s in the median of six runs with 40 threads, and 0.2 s with 6;
# memory went to 300 and 146 MB, and as many lists were answered. With fewer, slow requests would block quick ones.
WORKER_THREADS = 6

# The execution option of queries without a time limit, such as those that prepare a release: on a busy machine they may
# take longer than a client's query may, and a service that gave them up would not start, nor switch to a new release.
UNLIMITED = "unlimited"
