package systemtest

import (
	"image"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/ocr/ocrtest"
)

// tesseract skips the test where it is not installed.
func tesseract(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("tesseract"); err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("tesseract is not installed")
		}
		t.Skip("tesseract is not installed")
	}
}

// scans is a place with a PDF of which one page is a scan, and a fax of three
// pages.
func scans(t *testing.T) place {
	t.Helper()
	p := newPlace(t, "./shares", "workers: {count: 1}")
	p.write("shares/letter.pdf", string(ocrtest.PDF(t, "A page of plain text about the allotments",
		ocrtest.Page(t, "Dear Petra Sample,", "the marmalade has arrived at the", "council offices on Monday."))))
	p.write("shares/fax.tif", string(ocrtest.TIFF(
		ocrtest.Page(t, "First page of this fax", "about the lighthouse."),
		ocrtest.Page(t, "Second page of this fax", "about the windmill."),
		ocrtest.Page(t, "Third page of this fax", "about the viaduct."))))
	p.write("shares/spacer.png", string(ocrtest.PNG(t, image.NewGray(image.Rect(0, 0, 8, 8)))))
	return p
}

// hits counts what a search finds.
func (p place) hits(query string) int {
	p.t.Helper()
	return strings.Count(p.want([]int{0, 1}, "search", query, "--json").stdout, "\n")
}

// TestCrawlReadsPictures finds by search what stands on scanned pages, without
// reading them a second time.
func TestCrawlReadsPictures(t *testing.T) {
	t.Parallel()
	tesseract(t)
	p := scans(t)

	p.want([]int{3}, "crawl", "--no-ocr")
	if got := p.hits("allotments"); got != 1 {
		t.Errorf("text beside a scan: %d hits", got)
	}
	if got := p.hits("marmalade") + p.hits("windmill"); got != 0 {
		t.Errorf("pictures were read in spite of --no-ocr: %d hits", got)
	}
	unread := p.ok("unread").stdout
	for _, want := range []string{
		"1 of 2 pages is a picture whose text has not been recognised yet", "3 of 3 pages are pictures", "crawl again without --no-ocr",
	} {
		if !strings.Contains(unread, want) {
			t.Errorf("unread does not say %q:\n%s", want, unread)
		}
	}

	p.ok("crawl")
	for _, word := range []string{"allotments", "marmalade", "lighthouse", "windmill", "viaduct"} {
		if got := p.hits(word); got != 1 {
			t.Errorf("%s: %d hits", word, got)
		}
	}
	if unread := p.ok("unread", "--json").stdout; unread != "" {
		t.Errorf("still unread: %s", unread)
	}

	// Nothing is recognised again, nor is tesseract missed.
	cmd := p.command("crawl")
	cmd.Env = append(cmd.Env, "PATH="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("second crawl: %v\n%s", err, out)
	}
	if got := p.hits("windmill"); got != 1 {
		t.Errorf("after the second crawl: %d hits", got)
	}
	p.ok("doctor")
}

// TestKilledRecognition kills the phase of recognition again and again; each
// time it goes on with the pages that are left.
func TestKilledRecognition(t *testing.T) {
	t.Parallel()
	tesseract(t)
	p := scans(t)
	p.want([]int{3}, "crawl", "--no-ocr")
	for n := range 4 {
		cmd, _ := p.background("crawl")
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		pause(ended, int64(time.Duration(n+1)*800*time.Millisecond))
		_ = cmd.Process.Kill() // it may have ended
		<-ended                //nolint:errcheck // killed
	}
	p.ok("crawl")
	for _, word := range []string{"marmalade", "lighthouse", "windmill", "viaduct"} {
		if got := p.hits(word); got != 1 {
			t.Errorf("%s: %d hits", word, got)
		}
	}
	if unread := p.ok("unread", "--json").stdout; unread != "" {
		t.Errorf("still unread: %s", unread)
	}
	p.ok("audit", "verify")
}

// TestCrawlWithoutTesseract says what to install.
func TestCrawlWithoutTesseract(t *testing.T) {
	t.Parallel()
	p := scans(t)
	bin, err := exec.LookPath(program)
	if err != nil {
		t.Fatal(err)
	}
	bare := t.TempDir()
	for _, args := range [][]string{{"crawl"}, {"unread"}, {"status"}} {
		cmd := exec.CommandContext(t.Context(), bin, args...)
		cmd.Dir, cmd.Env = p.dir, append(os.Environ(), "HOME="+p.dir, "PATH="+bare)
		out, _ := cmd.CombinedOutput() // with 3 for the crawl
		if args[0] != "crawl" && !strings.Contains(string(out), "install tesseract") {
			t.Errorf("%s does not say what to do:\n%s", args[0], out)
		}
	}
}
