package worker_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/memory"
	"sarsen/crawlers/worker"
)

const memoryLimit = 200 << 20

func newPool(t *testing.T, opts worker.Options) *worker.Pool {
	t.Helper()
	if opts.Command == nil {
		opts.Command = command
	}
	p, err := worker.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// extract has a document of deeds read and returns its items as lines.
func extract(t *testing.T, p *worker.Pool, deeds ...string) []documents.Item {
	t.Helper()
	items, err := try(t.Context(), p, deeds...)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) == 0 || items[0].Part != "" {
		t.Fatalf("got %+v, want the entry's own item first", items)
	}
	for _, i := range items[1:] {
		if i.Part == "" {
			t.Fatalf("got %+v, want one item with no part", items)
		}
	}
	return items
}

func try(ctx context.Context, p *worker.Pool, deeds ...string) (items []documents.Item, err error) {
	data := []byte(strings.Join(deeds, "\n"))
	err = p.Extract(ctx, "deeds.txt", "text/plain", memory.Content(data), func(i documents.Item) error {
		items = append(items, i)
		return nil
	})
	return items, err
}

func TestExtract(t *testing.T) {
	p := newPool(t, worker.Options{Extract: documents.Options{Passwords: []string{"one", "two"}}})
	tests := map[string]struct {
		deeds []string
		want  []string // part: text
	}{
		"one item":       {[]string{"text Dear Ms Penhaligon"}, []string{": Dear Ms Penhaligon"}},
		"parts":          {[]string{"text a", "part b.pdf", "part c.zip/d"}, []string{": a", "b.pdf: text of b.pdf", "c.zip/d: text of c.zip/d"}},
		"options":        {[]string{"passwords"}, []string{": one,two"}},
		"output is lost": {[]string{"print", "part x"}, []string{": ", "x: text of x"}},
		"not UTF-8":      {[]string{"text caf\xe9"}, []string{": caf\uFFFD"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, i := range extract(t, p, tt.deeds...) {
				got = append(got, i.Part+": "+i.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := extract(t, p, "big"); len(got[0].Text) != 5<<20 {
		t.Errorf("got %d bytes of text, want %d", len(got[0].Text), 5<<20)
	}
}

func TestFailures(t *testing.T) {
	quick := newPool(t, worker.Options{Memory: memoryLimit, Time: 400 * time.Millisecond})
	slow := newPool(t, worker.Options{Memory: memoryLimit, Time: time.Minute})
	tests := map[string]struct {
		deeds  []string
		state  crawlers.State
		reason string
		parts  int
	}{
		"panic":                     {[]string{"panic"}, crawlers.Damaged, "the reader stopped unexpectedly", 0},
		"panic in a goroutine":      {[]string{"panic-elsewhere"}, crawlers.Damaged, "the reader stopped unexpectedly", 0},
		"exit":                      {[]string{"exit"}, crawlers.Damaged, "the reader stopped unexpectedly", 0},
		"no answer":                 {nil, crawlers.Damaged, "the reader stopped unexpectedly", 0},
		"sleep":                     {[]string{"sleep 1m"}, crawlers.Timeout, "took longer than the limit of time", 0},
		"loop":                      {[]string{"loop"}, crawlers.Timeout, "took longer than the limit of time", 0},
		"memory":                    {[]string{"eat"}, crawlers.TooLarge, "needed more than 200 MB of memory", 0},
		"parts lost, with text":     {[]string{"text a", "part b", "exit"}, crawlers.Partial, "some of what it holds was not read: the reader stopped unexpectedly", 1},
		"parts lost, without text":  {[]string{"empty", "part b", "part c", "loop"}, crawlers.Timeout, "took longer than the limit of time", 2},
		"parts lost, by a panic":    {[]string{"text a", "part b", "panic"}, crawlers.Partial, "some of what it holds was not read: the reader stopped unexpectedly", 1},
		"parts before their holder": {[]string{"part b", "exit"}, crawlers.Damaged, "the reader stopped unexpectedly", 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS != "linux" && tt.state == crawlers.TooLarge {
				t.Skip("memory is measured otherwise here")
			}
			p := slow
			if tt.state == crawlers.Timeout {
				p = quick
			}
			got := extract(t, p, tt.deeds...)
			if got[0].State != tt.state || got[0].Reason != tt.reason || len(got) != tt.parts+1 {
				t.Errorf("got %+v", got)
			}
			if len(got) == 1 && (got[0].SHA256 == "" || got[0].Name != "deeds.txt" || got[0].MediaType != "text/plain") {
				t.Errorf("got %+v, want it described", got[0])
			}
			// Whatever it was, the next entry is read.
			if after := extract(t, p, "text after"); after[0].Text != "after" {
				t.Errorf("the next entry: got %+v", after[0])
			}
		})
	}
}

func TestTooMuchText(t *testing.T) {
	p := newPool(t, worker.Options{Text: 128 << 20, Spool: t.TempDir()})
	deeds := []string{"text a"}
	for n := range 27 {
		deeds = append(deeds, fmt.Sprintf("big %d", n))
	}
	got := extract(t, p, deeds...)
	if got[0].State != crawlers.Partial || !strings.HasSuffix(got[0].Reason, "holds more than 128 MB of text") || len(got) != 26 {
		t.Errorf("got %d items, the first %q: %s", len(got), got[0].State, got[0].Reason)
	}
}

// TestProgressIsPatientlyWaitedFor has an entry take longer than the limit, but
// none of its parts.
func TestProgressIsPatientlyWaitedFor(t *testing.T) {
	p := newPool(t, worker.Options{Time: time.Second})
	got := extract(t, p, "text a", "sleep 600ms", "part b", "sleep 600ms", "part c")
	if got[0].State != crawlers.Indexed || len(got) != 3 {
		t.Errorf("got %+v", got)
	}
}

// TestCrowdedChildrenGoOneByOne has entries that have room alone and not
// together: all are read.
func TestCrowdedChildrenGoOneByOne(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("memory is measured otherwise here")
	}
	p := newPool(t, worker.Options{Size: 3, Memory: 400 << 20, Total: 300 << 20})
	var wg sync.WaitGroup
	for n := range 5 {
		wg.Go(func() {
			part := fmt.Sprint("part ", n)
			got, err := try(t.Context(), p, part, "hold 200")
			if err != nil || len(got) != 2 || got[0].Text != "held" || got[0].State != crawlers.Indexed {
				t.Errorf("%s: got %+v, %v", part, got, err)
			}
		})
	}
	wg.Wait()
}

func TestContentTooLargeForThePipe(t *testing.T) {
	p := newPool(t, worker.Options{Memory: 64 << 20})
	got := extract(t, p, "text "+strings.Repeat("x", 33<<20))
	if got[0].State != crawlers.TooLarge {
		t.Errorf("got %q: %s", got[0].State, got[0].Reason)
	}
}

func TestChildrenAreKept(t *testing.T) {
	p := newPool(t, worker.Options{})
	first := extract(t, p, "pid")[0].Text
	if again := extract(t, p, "pid")[0].Text; again != first {
		t.Errorf("got another process for the second entry")
	}
}

// file is a content that is a file.
type file struct {
	*os.File
	size int64
}

func (f file) Size() int64 { return f.size }

func TestFilesArePassed(t *testing.T) {
	name := filepath.Join(t.TempDir(), "deeds")
	if err := os.WriteFile(name, []byte("text from a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	p := newPool(t, worker.Options{})
	for range 3 { // files and others take turns with one child
		var got documents.Item
		if err := p.Extract(t.Context(), "", "", file{f, 16}, func(i documents.Item) error { got = i; return nil }); err != nil {
			t.Fatal(err)
		}
		if got.Text != "from a file" {
			t.Errorf("got %q", got.Text)
		}
		extract(t, p, "text not a file")
	}
}

// broken is a content that cannot be read.
type broken struct{}

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errors.New("input/output error") }
func (broken) Size() int64                       { return 100 }
func (broken) Close() error                      { return nil }

func TestContentThatCannotBeRead(t *testing.T) {
	p := newPool(t, worker.Options{})
	var got []documents.Item
	err := p.Extract(t.Context(), "a", "", broken{}, func(i documents.Item) error { got = append(got, i); return nil })
	if err != nil || len(got) != 1 || got[0].State != crawlers.Denied {
		t.Errorf("got %+v, %v", got, err)
	}
	extract(t, p, "text after")
}

func TestOpen(t *testing.T) {
	p := newPool(t, worker.Options{})
	tests := map[string]struct {
		part, want string
		err        error
		fails      bool
	}{
		"part":   {part: "a.pdf", want: "part a.pdf"},
		"itself": {part: "", want: "whole"},
		"none":   {part: "none", err: fs.ErrNotExist, fails: true},
		"broken": {part: "broken", fails: true},
		"panic":  {part: "panic", fails: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := p.Open(t.Context(), "a", "", memory.Content([]byte("whole")), tt.part)
			if string(got) != tt.want || (err != nil) != tt.fails || tt.err != nil && !errors.Is(err, tt.err) {
				t.Errorf("got %q, %v", got, err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error tells text of the document: %v", err)
			}
		})
	}
}

func TestEmitsErrorIsReturned(t *testing.T) {
	p := newPool(t, worker.Options{})
	stop := errors.New("stop")
	err := p.Extract(t.Context(), "", "", memory.Content([]byte("text a")), func(documents.Item) error { return stop })
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want %v", err, stop)
	}
}

func TestContextEndsAnEntry(t *testing.T) {
	p := newPool(t, worker.Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := try(ctx, p, "loop"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
	extract(t, p, "text after")
}

func TestCloseEndsWhatIsAtWork(t *testing.T) {
	before := runtime.NumGoroutine()
	p, err := worker.New(worker.Options{Command: command, Size: 2})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := try(t.Context(), p, "loop"); !errors.Is(err, worker.ErrClosed) {
				t.Errorf("got %v, want %v", err, worker.ErrClosed)
			}
		})
	}
	time.Sleep(200 * time.Millisecond) // two at work and two in the queue
	for range 2 {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	if _, err := try(t.Context(), p, "text a"); !errors.Is(err, worker.ErrClosed) {
		t.Errorf("got %v, want %v", err, worker.ErrClosed)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left of %d before", runtime.NumGoroutine(), before)
}

func TestManyAtATime(t *testing.T) {
	p := newPool(t, worker.Options{Size: 3, Time: 5 * time.Second})
	var wg sync.WaitGroup
	for n := range 30 {
		wg.Go(func() {
			want := fmt.Sprint("entry ", n)
			deeds := []string{"text " + want}
			if n%7 == 0 {
				deeds = []string{"text " + want, "exit"}
			}
			got, err := try(t.Context(), p, deeds...)
			if err != nil || len(got) != 1 || got[0].Text != want {
				t.Errorf("got %+v, %v, want %s", got, err, want)
			}
		})
	}
	wg.Wait()
}

func TestCommandThatIsNoWorker(t *testing.T) {
	tests := map[string]func() *exec.Cmd{
		"not there": func() *exec.Cmd { return exec.Command(filepath.Join(t.TempDir(), "none")) },
		"ends":      func() *exec.Cmd { return exec.Command(os.Args[0], "-test.run=^$") },
	}
	for name, cmd := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPool(t, worker.Options{Command: cmd})
			if items, err := try(t.Context(), p, "text a"); err == nil {
				t.Errorf("got %+v, want an error", items)
			}
		})
	}
}

func TestNewRefusesBadOptions(t *testing.T) {
	for _, opts := range []worker.Options{{}, {Command: command, Size: -1}, {Command: command, Time: -1}} {
		if _, err := worker.New(opts); err == nil {
			t.Errorf("%+v: want an error", opts)
		}
	}
}
