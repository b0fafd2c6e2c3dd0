// Package office has LibreOffice convert documents, where that is installed:
// such as no reader of ours knows into such as one does, and office documents
// into pages.
//
// Documents are converted in a confined process (crawlers/program), with a profile
// and a folder that are made for it and removed afterwards. Macros do not run and links are not followed.
package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sarsen/crawlers/program"
)

// ErrNotInstalled is returned by New where there is no LibreOffice.
var ErrNotInstalled = errors.New("LibreOffice is not installed")

// ErrNotConverted is wrapped by Convert's errors when LibreOffice made nothing
// of the document.
var ErrNotConverted = errors.New("LibreOffice could not convert it")

// Options set up an Office.
type Options struct {
	// Time is the limit for one process; 0 is none.
	Time time.Duration
	// Behind lets everything else on the machine go first: nobody waits.
	Behind bool
	// Self starts this program as a helper.
	Self program.Command
}

// An Office converts documents. It is safe for concurrent use.
type Office struct {
	opts    Options
	program string
	version string
}

const (
	memory = 6 << 30   // address space, of which most is never touched
	most   = 512 << 20 // bytes of a converted document
)

// New looks for LibreOffice.
func New(ctx context.Context, opts Options) (*Office, error) {
	path, err := find()
	if err != nil {
		return nil, ErrNotInstalled
	}
	sweep()
	o := &Office{opts: opts, program: path}
	err = o.within(func(dir string) error {
		out, err := o.run(ctx, dir, "--version")
		o.version, _, _ = strings.Cut(string(out), "\n")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ask LibreOffice for its version: %w", err)
	}
	if name, number, ok := strings.Cut(o.version, " "); ok { // without the build
		number, _, _ = strings.Cut(number, " ")
		o.version = name + " " + number
	}
	return o, nil
}

// find returns the program itself: the script around it would leave it running
// when it is killed.
func find() (string, error) {
	for _, name := range []string{"soffice", "libreoffice"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if path, err = filepath.EvalSymlinks(path); err != nil {
			continue
		}
		if bin := filepath.Join(filepath.Dir(path), "soffice.bin"); exists(bin) {
			return bin, nil
		}
		return path, nil
	}
	return "", ErrNotInstalled
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Installed reports whether there is a LibreOffice.
func Installed() bool {
	_, err := find()
	return err == nil
}

// Version is LibreOffice's name and version.
func (o *Office) Version() string { return o.version }

// kind is what a document may be converted to.
var kind = regexp.MustCompile(`^[a-z]{3,4}$`)

// ending is a file name's that is passed on, since LibreOffice goes by it
// where the content does not tell.
var ending = regexp.MustCompile(`^\.[A-Za-z0-9]{1,8}$`)

// Convert returns a document converted to a kind such as "pdf", "odt", "ods",
// "odp". name is its file name, of which only the ending counts. Errors wrap
// those of crawlers/program, or ErrNotConverted.
func (o *Office) Convert(ctx context.Context, data []byte, name, to string) ([]byte, error) {
	out, err := o.convert(ctx, []Document{{name, data}}, to)
	if err == nil && out[0] == nil {
		err = ErrNotConverted
	}
	if err != nil {
		return nil, fmt.Errorf("convert document: %w", err)
	}
	return out[0], nil
}

// A Document is what is converted: its file name, of which only the ending
// counts, and its bytes.
type Document struct {
	Name string
	Data []byte
}

// ConvertAll converts several documents in one process, which takes far less time
// than one for each. What is not converted is nil: convert it alone to learn why.
// When LibreOffice fails on one, those after it are not converted either. The
// error is that of the machine or of ctx.
func (o *Office) ConvertAll(ctx context.Context, docs []Document, to string) ([][]byte, error) {
	out, err := o.convert(ctx, docs, to)
	if err == nil {
		return out, nil
	}
	var failed *program.Failure
	known := errors.As(err, &failed) || errors.Is(err, program.ErrTime) || errors.Is(err, program.ErrOutput)
	if ctx.Err() != nil || !known {
		return nil, fmt.Errorf("convert documents: %w", err)
	}
	for i := len(out) - 1; i >= 0; i-- { // the last one may be half written
		if out[i] != nil {
			out[i] = nil
			break
		}
	}
	return out, nil
}

// convert returns what was converted, nil for what was not, also with an error
// of the program.
func (o *Office) convert(ctx context.Context, docs []Document, to string) ([][]byte, error) {
	if !kind.MatchString(to) {
		return nil, fmt.Errorf("to %q: %w", to, errors.ErrUnsupported)
	}
	out := make([][]byte, len(docs))
	for _, web := range []bool{false, true} {
		var some []int
		for i, d := range docs {
			if isWeb(d.Name) == web {
				some = append(some, i)
			}
		}
		if err := o.together(ctx, docs, some, to, web, out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// isWeb reports whether a document is a page of the web. LibreOffice reads these
// as documents with margins: in its own view of them the first lines of a page can
// be lost.
func isWeb(name string) bool {
	end := strings.ToLower(filepath.Ext(name))
	return end == ".html" || end == ".htm"
}

// together converts some of the documents, by their number, in one process.
func (o *Office) together(ctx context.Context, docs []Document, some []int, to string, web bool, out [][]byte) error {
	if len(some) == 0 {
		return nil
	}
	return o.within(func(dir string) error {
		outDir := filepath.Join(dir, "out")
		args := []string{"--convert-to", to, "--outdir", outDir}
		if web {
			args = append([]string{"--infilter=HTML (StarWriter)"}, args...)
		}
		for _, i := range some {
			end := filepath.Ext(docs[i].Name)
			if !ending.MatchString(end) {
				end = ""
			}
			in := filepath.Join(dir, base(i)+end)
			if err := os.WriteFile(in, docs[i].Data, 0o600); err != nil {
				return err
			}
			args = append(args, in)
		}
		_, err := o.run(ctx, dir, args...)
		for _, i := range some {
			out[i] = read(filepath.Join(outDir, base(i)+"."+to))
		}
		return err
	})
}

// base is the name of a document, without its ending. It tells nothing and is no
// word that a document may hold: a field in it may show the name, and whoever
// compares texts should see that it is not the document's own.
func base(i int) string { return fmt.Sprintf("unnamed%04d", i) }

// read returns the bytes of a converted document, nil when there are none or too
// many.
func read(path string) []byte {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close() //nolint:errcheck // only read
	var b bytes.Buffer
	if n, err := io.Copy(&b, io.LimitReader(f, most+1)); err != nil || n == 0 || n > most {
		return nil
	}
	return b.Bytes()
}

// folder begins the name of a folder of ours, and the ID of the process that
// made it follows. It is not in the data folder: the path of a socket, of which
// LibreOffice makes one beside the document, must not be long.
const folder = "sarsen-office-"

// sweep removes the folders of processes that were killed: they hold documents.
func sweep() {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), folder+"*-*"))
	if err != nil {
		return
	}
	for _, dir := range left {
		id, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), folder), "-")
		if pid, err := strconv.Atoi(id); err == nil && !runs(pid) {
			_ = os.RemoveAll(dir) // another user's stays
		}
	}
}

// runs reports whether there may be a process of that ID.
func runs(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release() //nolint:errcheck // nothing was started
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone)
}

// within runs fn with a folder that is gone afterwards, with a profile in it.
func (o *Office) within(fn func(dir string) error) (err error) {
	dir, err := os.MkdirTemp("", fmt.Sprintf("%s%d-", folder, os.Getpid()))
	if err != nil {
		return err
	}
	defer func() {
		if rerr := os.RemoveAll(dir); err == nil {
			err = rerr
		}
	}()
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600); err != nil {
		return err
	}
	return fn(dir)
}

// settings of the profile: no macros, no links, nothing remembered.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="CreateBackup" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
`

func (o *Office) run(ctx context.Context, dir string, args ...string) ([]byte, error) {
	profile := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, "profile"))}
	if !strings.HasPrefix(profile.Path, "/") { // a drive's letter
		profile.Path = "/" + profile.Path
	}
	args = append([]string{
		"-env:UserInstallation=" + profile.String(), "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck",
	}, args...)
	starts := 0
	job := program.Job{
		Program: o.program, Args: args, Folder: dir, Sockets: true,
		Env:    []string{"HOME=" + dir, "TMPDIR=" + dir, "TEMP=" + dir, "TMP=" + dir, "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp", "PATH=" + os.Getenv("PATH"), "SystemRoot=" + os.Getenv("SystemRoot")},
		Memory: memory, Time: o.opts.Time, Behind: o.opts.Behind, Output: 1 << 20,
	}
	for {
		out, err := program.Run(ctx, o.opts.Self, job)
		var failed *program.Failure
		if starts++; starts < mostStarts && errors.As(err, &failed) && failed.Code == startAgain {
			continue
		}
		return out, err
	}
}

// LibreOffice wants to be started again, with this exit code, when it has made
// itself at home in a new profile.
const (
	startAgain = 81
	mostStarts = 3
)
