// Command sarsen answers subject access requests from a council's own files.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"sarsen/agent/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Main(ctx)
	stop()
	os.Exit(code)
}
