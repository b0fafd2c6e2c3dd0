// Package smbtest starts a Samba server for tests, on a free port of this
// machine, with settings, accounts and a share of its own. Nothing of the
// system's own Samba is read or changed.
package smbtest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Password is that of the one account of every server.
const Password = "Wensleydale-4711"

// A Server is a running smbd.
type Server struct {
	Address string // host:port
	// Dir is the folder that is shared as "files", to everybody as "open" if
	// guests are let in, and as "dfs" with its DFS links.
	Dir  string
	User string // who may log in, with Password

	t    testing.TB
	home string
	port int
	cmd  *exec.Cmd
}

// Names are settings with which the server tells the names of accounts, which
// takes it some seconds to be ready for.
const Names = "rpc start on demand helpers = yes"

// Start starts a server that ends with the test, with more lines for the
// global section of its settings. The test is skipped when there is no smbd on
// this machine; on one of ours, where SARSEN_CI is set, it fails.
func Start(t testing.TB, global ...string) *Server {
	t.Helper()
	if _, err := exec.LookPath("smbd"); err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("smbd is not installed")
		}
		t.Skip("smbd is not installed")
	}
	s := &Server{t: t, home: t.TempDir(), User: account(t)}
	s.Dir = filepath.Join(s.home, "share")
	for _, dir := range []string{"share", "private", "state", "cache", "lock", "pid", "log", "rpc"} {
		if err := os.Mkdir(filepath.Join(s.home, dir), 0o755); err != nil { //nolint:gosec // the account has to get in
			t.Fatal(err)
		}
	}
	s.openUp()
	s.port = freePort(t)
	s.Address = net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port))
	s.configure(global)
	s.addAccount()
	s.Run()
	t.Cleanup(s.Stop)
	return s
}

// account is who may log in: the tests' own user, or, since root may read
// everything, somebody who may not.
func account(t testing.TB) string {
	if os.Getuid() == 0 {
		return "nobody"
	}
	u, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	return u.Username
}

// openUp lets the account into the folders above the share.
func (s *Server) openUp() {
	for dir := s.home; dir != os.TempDir() && len(dir) > 1; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // of the test alone
			return
		}
	}
}

func freePort(t testing.TB) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatal("no port")
	}
	return addr.Port
}

func (s *Server) configure(global []string) {
	text := strings.NewReplacer("HOME", s.home, "PORT", strconv.Itoa(s.port)).Replace(`[global]
	server role = standalone server
	workgroup = PARISH
	smb ports = PORT
	bind interfaces only = yes
	interfaces = 127.0.0.1/8
	disable netbios = yes
	disable spoolss = yes
	load printers = no
	private dir = HOME/private
	state directory = HOME/state
	cache directory = HOME/cache
	lock directory = HOME/lock
	pid directory = HOME/pid
	ncalrpc dir = HOME/rpc
	passdb backend = tdbsam:HOME/private/passdb.tdb
	log file = HOME/log/smbd.log
	max log size = 0
	host msdfs = yes
	store dos attributes = yes
	rpc start on demand helpers = no
	` + strings.Join(global, "\n\t") + `
[files]
	path = HOME/share
	read only = no
[closed]
	path = HOME/share
	valid users = root
[open]
	path = HOME/share
	guest ok = yes
[dfs]
	path = HOME/share
	msdfs root = yes
`)
	if err := os.WriteFile(s.conf(), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

func (s *Server) conf() string { return filepath.Join(s.home, "smb.conf") }

func (s *Server) addAccount() {
	cmd := exec.CommandContext(s.t.Context(), "pdbedit", "-s", s.conf(), "-t", "-a", "-u", s.User)
	cmd.Stdin = strings.NewReader(Password + "\n" + Password + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("add account: %v\n%s", err, out)
	}
}

// Run starts the server, again after Stop.
func (s *Server) Run() {
	s.t.Helper()
	s.cmd = exec.Command("smbd", "--foreground", "--no-process-group", "-s", s.conf(), "-l", filepath.Join(s.home, "log"))
	ownGroup(s.cmd)
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		conn, err := net.Dial("tcp", s.Address)
		if err == nil {
			_ = conn.Close()
			return
		}
		if time.Now().After(end) {
			s.Stop()
			s.t.Fatalf("smbd does not answer: %v\n%s", err, s.log())
		}
	}
}

// Stop kills the server and all that it started, as a power cut would.
func (s *Server) Stop() {
	if s.cmd == nil {
		return
	}
	if err := endGroup(s.cmd.Process.Pid); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Error(err)
	}
	_ = s.cmd.Wait() // was killed
	s.cmd = nil
	s.stopHelpers()
}

// stopHelpers kills what the server started in groups of their own. They leave
// their numbers in its folder.
func (s *Server) stopHelpers() {
	files, _ := filepath.Glob(filepath.Join(s.home, "pid", "*.pid")) // the pattern is right
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		pid, err := strconv.Atoi(strings.Trim(string(raw), "\x00\n "))
		if err != nil || pid < 2 || !strings.Contains(commandLine(pid), s.home) {
			continue // is another's, or gone
		}
		_ = endGroup(pid) // may have ended meanwhile
	}
}

func commandLine(pid int) string {
	raw, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil {
		return ""
	}
	return string(raw)
}

func (s *Server) log() string {
	raw, err := os.ReadFile(filepath.Join(s.home, "log", "smbd.log"))
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(raw[max(0, len(raw)-2000):])
}
