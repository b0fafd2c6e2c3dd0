//go:build unix

package cli

import "golang.org/x/sys/unix"

// private has whatever this process writes readable by its user only, also
// files that a library makes beside ours.
func private() { unix.Umask(0o077) }
