package cli

import (
	"context"
	"os"
	"os/user"
	"strings"
	"time"

	"golang.org/x/term"

	"sarsen/agent/service"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/program"
	"sarsen/crawlers/worker"
)

// Main runs the command line of this process and returns its exit code.
func Main(ctx context.Context) int {
	if IsWorker() && program.Is() {
		_ = program.Main() // returns only when it failed, and nobody would listen
		return exitFailed
	}
	if IsWorker() {
		if err := worker.Main(ctx, all.New()); err != nil {
			return exitFailed
		}
		return exitOK
	}
	private()
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	env := Env{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir, Getenv: os.Getenv,
		User: officer(), Now: time.Now, Worker: Worker(),
		TTY: Terminal{In: isTerminal(os.Stdin), Out: isTerminal(os.Stdout), Err: isTerminal(os.Stderr)},
	}
	env.TTY.Width, env.TTY.Height, _ = term.GetSize(int(os.Stderr.Fd()))
	return Run(ctx, env)
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// officer is the user of the operating system, and of what sudo runs as root the
// person who called it: everybody would be root else, and one person two.
func officer() service.Officer {
	if name := os.Getenv("SUDO_USER"); name != "" && os.Getuid() == 0 {
		return service.Officer(name)
	}
	u, err := user.Current()
	if err != nil || u.Username == "" {
		return "unknown"
	}
	name := u.Username
	if at := strings.LastIndexByte(name, '\\'); at >= 0 { // DOMAIN\user
		name = name[at+1:]
	}
	return service.Officer(name)
}
