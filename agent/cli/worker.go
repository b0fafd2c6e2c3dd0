package cli

import (
	"os"

	"sarsen/agent/service"
	"sarsen/crawlers/worker"
)

// workerArg is the hidden first argument with which the program starts itself
// to read documents, or to become a program that does.
const workerArg = "worker-process"

// IsWorker reports whether this process was started to read documents. A test
// that crawls asks it in TestMain and then calls Main.
func IsWorker() bool { return len(os.Args) > 1 && os.Args[1] == workerArg }

// Worker returns the command that starts this program to read documents.
func Worker() worker.Command { return service.Self(workerArg) }
