package program

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"github.com/landlock-lsm/go-landlock/landlock"
	ll "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// prepare has this program started again, which confines itself and becomes
// the helper.
func prepare(self Command, job Job) (*exec.Cmd, error) {
	cmd := self()
	carry, err := job.carry()
	if err != nil {
		return nil, err
	}
	cmd.Env = append(cmd.Env, carry, "GOMAXPROCS=1", "GOTRACEBACK=none")
	return cmd, nil
}

// isolate has the helper die with us, and keeps a terminal's interrupt from
// it: the caller decides.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// kill ends the helper with all that it started.
func kill(cmd *exec.Cmd) { _ = unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }

// Confined reports whether the system can keep a helper from files that are
// not its own.
func Confined() bool {
	version, err := ll.LandlockGetABIVersion()
	return err == nil && version > 0
}

// Main confines this process and becomes the program of the job that it was
// started for. It returns only when that cannot be done.
func Main() error {
	var job carried
	if err := json.Unmarshal([]byte(os.Getenv(jobVar)), &job); err != nil {
		return fmt.Errorf("start program: %w", err)
	}
	// Filter and priority are a thread's own until the program takes its place.
	runtime.LockOSThread()
	if err := job.confine(); err != nil {
		return fmt.Errorf("start program: %w", err)
	}
	return syscall.Exec(job.Program, append([]string{job.Program}, job.Args...), job.Env)
}

// folders are what programs of the system need to run; IgnoreIfMissing, since
// systems differ.
var folders = []string{
	"/usr", "/opt", "/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/fonts", "/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig",
}

var files = []string{"/etc/ld.so.cache", "/etc/localtime", "/etc/papersize", "/etc/locale.alias"}

var devices = []string{"/dev/null", "/dev/zero", "/dev/urandom"}

// stepBack gives this thread the lowest priority. It is a courtesy only.
func stepBack() {
	_ = unix.Setpriority(unix.PRIO_PROCESS, 0, 19)
	const idle, thisThread = 3 << 13, 1
	_, _, _ = unix.Syscall(unix.SYS_IOPRIO_SET, thisThread, 0, idle)
}

func (job carried) confine() error {
	if job.Behind {
		stepBack()
	}
	rules := []landlock.Rule{
		landlock.RODirs(append(folders, job.Read...)...).IgnoreIfMissing(),
		landlock.ROFiles(files...).IgnoreIfMissing(),
		landlock.RWFiles(devices...).IgnoreIfMissing(),
	}
	written := uint64(0)
	if job.Folder != "" {
		rules = append(rules, landlock.RWDirs(job.Folder))
		written = 1 << 30
	}
	if err := landlock.V10.BestEffort().Restrict(rules...); err != nil {
		return fmt.Errorf("restrict files and network: %w", err)
	}
	limits := map[int]uint64{unix.RLIMIT_CORE: 0, unix.RLIMIT_FSIZE: written, unix.RLIMIT_CPU: 2 * job.Seconds}
	if job.Memory > 0 {
		limits[unix.RLIMIT_AS] = uint64(job.Memory)
	}
	for resource, limit := range limits {
		if err := unix.Setrlimit(resource, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return fmt.Errorf("set limit: %w", err)
		}
	}
	return filterCalls(job.Sockets)
}
