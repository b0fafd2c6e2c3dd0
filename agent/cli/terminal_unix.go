//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"
)

// resized reports when the terminal's window has changed, until stop is called.
func resized() (<-chan os.Signal, func()) {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, syscall.SIGWINCH)
	return ch, func() { signal.Stop(ch); close(ch) }
}
