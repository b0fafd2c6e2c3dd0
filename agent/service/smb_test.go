package service_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sarsen/agent/service"
	"sarsen/crawlers"
	"sarsen/crawlers/fileshare/smb/smbtest"
)

// crawled makes a pass over one source.
func crawled(t *testing.T, svc *service.Service, source string) service.Crawled {
	t.Helper()
	done, err := svc.Crawl(t.Context(), "officer", []string{source}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return done[0]
}

// A Windows share is crawled like a folder: mail stores in it are mail, files
// too large for memory are read, and nothing vanishes with the server.
func TestShareOverSMB(t *testing.T) {
	server := smbtest.Start(t)
	large := "The damp at Quarry Row, again" + strings.Repeat("\n", 9<<20) + "Sincerely"
	for name, data := range map[string]string{
		"letters/a.txt": "Dear Ann Example", "report.txt": large,
		"old/mail": "From ann@example.example Tue Mar  3 10:00:00 2026\nSubject: one\n\nbody\n\nFrom ann@example.example Tue Mar  3 10:00:00 2026\nSubject: two\n\nbody\n",
	} {
		write(t, server.Dir, name, data)
	}
	if err := filepath.Walk(server.Dir, func(path string, _ os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chmod(path, 0o755)
	}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, "password", smbtest.Password+"\n")
	write(t, dir, "sarsen.yaml", fmt.Sprintf(`data: ./data
sources:
  - {name: share, location: "smb://%s@%s/files", password_file: ./password}
  - {name: locked, location: "smb://%[1]s@%s/files", password_file: ./sarsen.yaml}
`, server.User, server.Address))
	svc := open(t, dir)
	if done := crawled(t, svc, "locked"); done.Err == nil || strings.Contains(done.Err.Error(), "sources:") {
		t.Errorf("wrong password: got %v", done.Err)
	}
	first := crawled(t, svc, "share")
	if first.Err != nil || first.Read < 4 || first.Coverage.ByState[crawlers.Indexed] != 5 {
		t.Errorf("first pass: %+v", first)
	}
	if second := crawled(t, svc, "share"); second.Err != nil || second.Read != 0 {
		t.Errorf("nothing has changed: %+v", second)
	}
	if hits, _, _, err := svc.Search(t.Context(), "officer", `"quarry row"`, 0); err != nil || len(hits) != 1 {
		t.Errorf("got %d hits, %v", len(hits), err)
	}
	server.Stop()
	if gone := crawled(t, svc, "share"); gone.Err == nil || gone.Coverage.ByState[crawlers.Indexed] != 5 {
		t.Errorf("the server is gone: %+v", gone)
	}
}

// A file that is written to all the time is never taken for read, and is read
// once it is left alone.
func TestFileThatIsBeingWritten(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "share/log.txt", strings.Repeat("a line of a log\n", 100_000))
	write(t, dir, "share/other.txt", "stays as it is")
	write(t, dir, "sarsen.yaml", "data: ./data\nsources: [{name: share, location: ./share}]\n")
	svc := open(t, dir)
	f, err := os.OpenFile(filepath.Join(dir, "share", "log.txt"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for tick := time.NewTicker(time.Millisecond); ; {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
				if _, err := f.WriteString("one more\n"); err != nil {
					t.Error(err)
				}
			}
		}
	})
	during := crawled(t, svc, "share")
	close(stop)
	writer.Wait()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if during.Coverage.ByState[crawlers.Denied] != 1 || during.Coverage.ByState[crawlers.Indexed] != 1 {
		t.Errorf("while it is written: %+v", during.Coverage.ByState)
	}
	if after := crawled(t, svc, "share"); after.Coverage.ByState[crawlers.Indexed] != 2 || after.Read != 1 {
		t.Errorf("afterwards: read %d, %+v", after.Read, after.Coverage.ByState)
	}
}
