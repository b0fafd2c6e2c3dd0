package cli

import (
	"io"
	"path/filepath"
	"time"

	"sarsen/agent/service"
	"sarsen/crawlers/worker"
)

// Env is what a command runs in: the process's own streams, or those of a
// session with the agent.
type Env struct {
	Args   []string
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// Dir is the working folder, at which relative paths start.
	Dir    string
	Getenv func(string) string
	User   service.Officer
	Now    func() time.Time
	TTY    Terminal
	// Worker starts a process that reads documents.
	Worker worker.Command
	// Service is set inside the agent: its stores are used. Otherwise a
	// command asks a running agent, or opens the stores itself.
	Service *service.Service
}

// Terminal says which streams are a terminal, and how large it is.
type Terminal struct {
	In, Out, Err  bool
	Width, Height int
	// Resize brings new sizes (columns, lines) to a full-screen program; nil
	// when it can find out by itself.
	Resize <-chan [2]int
}

// path resolves a path from the command line.
func (e Env) path(p string) string {
	if p == "" || p == "-" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(e.Dir, p)
}
