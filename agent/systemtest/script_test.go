package systemtest

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sarsen/testdata"
)

// TestScript runs testdata/script. Beside the commands of testscript the
// scripts have:
//
//	exits CODE COMMAND...   run it and demand this exit code
//	sample NAME FILE        copy a file of the sample council
//	council DIR             copy all of the sample council
//	lines N [PATH=VALUE...] the last output is JSON with N such lines; N+ for at least N
//	keys KEY...             every line of it, of which there is one at least, has these keys
//	fetch VAR KEY [PATH=VALUE...]
//	                        put the key of the first such line into the environment
//	reconciles              every line of it is a coverage that adds up
//	replace FILE OLD NEW    change the first occurrence in a file
//	unzip FILE DIR          unpack an archive
//	await FILE              wait until a file is there, or a socket answers
//	damage flip|cut|remove PATTERN
//	                        change a byte of the first file that fits, cut it in half, or remove it
//
// A PATH is a key, or keys with dots between them for nested objects; VALUE is
// what the value is when printed; ~VALUE asks for a part of it, an empty VALUE
// for an empty or missing one, and != for anything else.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			for _, name := range cacheVars {
				e.Setenv(name, os.Getenv(name))
			}
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "sample": sample, "council": sampleCouncil, "lines": lines, "keys": keys, "fetch": fetch, "reconciles": reconciles,
			"replace": replace, "unzip": unzip, "await": awaitFile, "damage": damage,
		},
	})
}

// need ends the script when it uses a command wrongly.
func need(ts *testscript.TestScript, neg bool, ok bool, form string) {
	if neg || !ok {
		ts.Fatalf("usage: %s", form)
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) > 1, "exits CODE COMMAND...")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

func sample(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "sample NAME FILE")
	data, err := fs.ReadFile(testdata.Sample(), args[0])
	ts.Check(err)
	to := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(to), 0o750))
	ts.Check(os.WriteFile(to, data, 0o600))
}

func sampleCouncil(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 1, "council DIR")
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), testdata.Sample()))
}

// object is one line of JSON output.
type object map[string]any

// output returns the last output as objects.
func output(ts *testscript.TestScript) []object {
	all, err := objects(ts.ReadFile("stdout"))
	ts.Check(err)
	return all
}

func objects(text string) ([]object, error) {
	var out []object
	for line := range strings.Lines(text) {
		var o object
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			return nil, fmt.Errorf("not a JSON object on a line: %s", line)
		}
		out = append(out, o)
	}
	return out, nil
}

// at is the value under a path, as printed; "" for none.
func (o object) at(path string) string {
	var v any = map[string]any(o)
	for key := range strings.SplitSeq(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return ""
		}
		v = m[key]
	}
	switch v := v.(type) {
	case nil:
		return ""
	case []any, map[string]any:
		raw, err := json.Marshal(v)
		if err != nil || string(raw) == "[]" || string(raw) == "{}" {
			return ""
		}
		return string(raw)
	}
	return fmt.Sprint(v)
}

// meets reports whether all conditions hold.
func (o object) meets(conditions []string) bool {
	return !slices.ContainsFunc(conditions, func(c string) bool {
		path, want, _ := strings.Cut(c, "=")
		path, not := strings.CutSuffix(path, "!")
		is := o.at(path) == want
		if part, ok := strings.CutPrefix(want, "~"); ok {
			is = strings.Contains(o.at(path), part)
		}
		return is == not
	})
}

func lines(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) > 0, "lines N [PATH=VALUE...]")
	number, atLeast := strings.CutSuffix(args[0], "+")
	want, err := strconv.Atoi(number)
	ts.Check(err)
	got := 0
	for _, o := range output(ts) {
		if o.meets(args[1:]) {
			got++
		}
	}
	if got < want || got > want && !atLeast {
		ts.Fatalf("%d lines with %q, want %s", got, args[1:], args[0])
	}
}

func keys(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) > 0, "keys KEY...")
	all := output(ts)
	if len(all) == 0 {
		ts.Fatalf("no output")
	}
	for _, o := range all {
		for _, k := range args {
			if _, ok := o[k]; !ok {
				ts.Fatalf("no key %q in %v", k, o)
			}
		}
	}
}

func fetch(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) > 1, "fetch VAR KEY [PATH=VALUE...]")
	for _, o := range output(ts) {
		if o.meets(args[2:]) {
			ts.Setenv(args[0], o.at(args[1]))
			return
		}
	}
	ts.Fatalf("no line with %q", args[2:])
}

func reconciles(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 0, "reconciles")
	for _, o := range output(ts) {
		if err := o.addsUp(); err != nil {
			ts.Fatalf("%v", err)
		}
	}
}

// addsUp checks that seen = indexed + partial + empty + all of unread.
func (o object) addsUp() error {
	unread, ok := o["unread"].(map[string]any)
	if !ok {
		return fmt.Errorf("no unread in %v", o)
	}
	sum := 0.0
	for _, v := range unread {
		n, ok := v.(float64)
		if !ok {
			return fmt.Errorf("unread is not a count: %v", unread)
		}
		sum += n
	}
	for _, k := range []string{"indexed", "partial", "empty"} {
		n, ok := o[k].(float64)
		if !ok {
			return fmt.Errorf("%s is not a count in %v", k, o)
		}
		sum += n
	}
	if o["seen"] != sum {
		return fmt.Errorf("seen is %v, the states add up to %v", o["seen"], sum)
	}
	return nil
}

func replace(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 3, "replace FILE OLD NEW")
	name := ts.MkAbs(args[0])
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%q is not in %s", args[1], args[0])
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(text, args[1], args[2], 1)), 0o600))
}

func unzip(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "unzip FILE DIR")
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close() //nolint:errcheck // only read
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		ts.Check(err)
		data, err := io.ReadAll(r)
		ts.Check(err)
		to := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(f.Name))
		ts.Check(os.MkdirAll(filepath.Dir(to), 0o750))
		ts.Check(os.WriteFile(to, data, 0o600))
	}
}

func awaitFile(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 1, "await FILE")
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		info, err := os.Lstat(ts.MkAbs(args[0]))
		if err != nil {
			continue
		}
		if info.Mode()&os.ModeSocket == 0 {
			return
		}
		if c, err := net.Dial("unix", ts.MkAbs(args[0])); err == nil {
			_ = c.Close()
			return
		}
	}
	ts.Fatalf("%s does not come", args[0])
}
