package cli

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/service"
	"sarsen/crawlers"
)

func (a *app) crawlCommand() *cobra.Command {
	noOCR := false
	c := &cobra.Command{
		Use:   "crawl [SOURCE...]",
		Short: "Read what is new, changed or gone in the sources",
		Long: `One pass over the named sources, or all: what is new, changed or gone since the
last pass. A pass that was cut off goes on where it stopped. When all has been
read, text in pictures and scanned pages is recognised; --no-ocr leaves that to a
later crawl.

Ends with 3 when items are unread: 'sarsen unread' lists them.`,
		Example: "  sarsen crawl\n  sarsen crawl shares --json",
		RunE: func(c *cobra.Command, names []string) error {
			return a.with(c.Context(), "crawl", func(svc *service.Service) error {
				return a.crawl(c, svc, names, !noOCR)
			})
		},
	}
	c.Flags().BoolVar(&noOCR, "no-ocr", false, "leave text in pictures and scanned pages for later")
	return c
}

func (a *app) crawl(c *cobra.Command, svc *service.Service, names []string, ocr bool) error {
	line := a.progressLine()
	done, err := svc.Crawl(c.Context(), a.User, names, line.crawl())
	var failed error
	if err == nil && ocr {
		if whole := complete(done); len(whole) > 0 {
			failed = svc.Recognise(c.Context(), a.User, whole, line.crawl())
		}
		err = svc.Recount(c.Context(), done)
	}
	line.clear()
	if err != nil {
		return err
	}
	unread := 0
	for _, d := range done {
		unread += notRead(d.Coverage)
		if d.Err != nil {
			failed = errors.Join(failed, d.Err)
		}
		if a.json {
			if err := a.emit(coverageJSON(d.Coverage)); err != nil {
				return err
			}
			continue
		}
		a.sayCrawled(d)
	}
	if failed != nil {
		return failed
	}
	if unread > 0 {
		a.remark("%s not read: 'sarsen unread' says which and what to do.", count(unread, "item"))
		return errExit(exitUnread)
	}
	return nil
}

// complete names the sources whose pass came to its end.
func complete(done []service.Crawled) []string {
	var names []string
	for _, d := range done {
		if d.Err == nil {
			names = append(names, d.Source)
		}
	}
	return names
}

func (a *app) sayCrawled(d service.Crawled) {
	if d.Err != nil {
		a.say("%s: not complete", d.Source)
		return
	}
	p := d.Pass
	a.say("%s: %d new, %d changed, %d unchanged, %d moved, %d gone; %s in %s", d.Source, max(0, p.New-p.Moved), p.Changed, unchanged(d), p.Moved, p.Gone-p.Moved,
		count(d.Coverage.Seen, "item"), p.Finished.Sub(p.Started).Round(100*time.Millisecond))
}

// unchanged counts the entries that nobody had to read in this pass: those that
// an earlier run of it read, before it was cut off, are new or changed.
func unchanged(d service.Crawled) int {
	if !d.Pass.Resumed {
		return d.Unchanged
	}
	before := max(0, d.Pass.New+d.Pass.Changed-d.Read)
	return max(0, d.Unchanged-before)
}

// notRead counts the items that a crawl should have read and could not.
func notRead(c catalogue.Coverage) int {
	n := 0
	for state, k := range c.ByState {
		if !state.Read() && state != crawlers.Excluded {
			n += k
		}
	}
	return n
}

// progress shows one line on standard error, where that is a terminal.
type progress struct {
	a    *app
	last time.Time
	on   bool
}

func (a *app) progressLine() *progress { return &progress{a: a, on: a.TTY.Err && !a.quiet} }

// crawl returns a function for pipeline.Crawl.Progress; nil when nothing is shown.
func (p *progress) crawl() func(pipeline.Progress) {
	if !p.on {
		return nil
	}
	return func(at pipeline.Progress) {
		now := time.Now()
		if now.Sub(p.last) < 200*time.Millisecond {
			return
		}
		p.last = now
		elapsed := now.Sub(at.Started)
		if at.Late {
			p.show(recognising(at, elapsed))
			return
		}
		done := at.Read + at.Unchanged
		of := fmt.Sprint(done)
		if at.Entered > 0 { // in the last pass: there may be more now
			of = fmt.Sprintf("%d of %d", done, max(at.Entered, done))
		}
		text := fmt.Sprintf("%s: %s, %s, %.0f a second", at.Source, of, size(at.Bytes), float64(done)/max(elapsed.Seconds(), 0.001))
		if at.Unread > 0 {
			text += fmt.Sprintf(", %d not read", at.Unread)
		}
		if left := timeLeft(at, elapsed); left > 0 {
			text += ", " + left.String() + " left"
		}
		p.show(text)
	}
}

// recognising is the line of the phase that reads pictures.
func recognising(at pipeline.Progress, elapsed time.Duration) string {
	text := fmt.Sprintf("%s: text in pictures, %d of %s", at.Source, at.Read, count(at.Entered, "page"))
	if at.Read > 0 && at.Read < at.Entered {
		left := time.Duration(float64(elapsed) / float64(at.Read) * float64(at.Entered-at.Read))
		text += fmt.Sprintf(", %.1f a second, %s left", float64(at.Read)/max(elapsed.Seconds(), 0.001), left.Round(time.Second))
	}
	return text
}

// timeLeft goes by bytes, of which a large file has many.
func timeLeft(at pipeline.Progress, elapsed time.Duration) time.Duration {
	if at.Bytes <= 0 || at.Total <= at.Bytes || elapsed < 2*time.Second {
		return 0
	}
	return time.Duration(float64(elapsed) * float64(at.Total-at.Bytes) / float64(at.Bytes)).Round(time.Second)
}

// counting returns a function that shows behind a prefix how many things have
// been done, how fast and for how long yet; nil when nothing is shown.
func (p *progress) counting(prefix, thing string) func(done, of int) {
	if !p.on {
		return nil
	}
	start := time.Now()
	return func(done, of int) {
		now := time.Now()
		if now.Sub(p.last) < 200*time.Millisecond {
			return
		}
		p.last = now
		elapsed := now.Sub(start)
		text := fmt.Sprintf("%s%d of %s, %.0f a second", prefix, done, count(of, thing), float64(done)/max(elapsed.Seconds(), 0.001))
		if done > 0 && done < of {
			left := time.Duration(float64(elapsed) / float64(done) * float64(of-done))
			text += ", " + left.Round(time.Second).String() + " left"
		}
		p.show(text)
	}
}

func (p *progress) show(text string) {
	width := p.a.TTY.Width
	if width < 20 {
		width = 80
	}
	_, _ = fmt.Fprintf(p.a.Stderr, "\r\x1b[K%s", cut(text, width-1))
}

// clear removes the line.
func (p *progress) clear() {
	if p.on && !p.last.IsZero() {
		_, _ = fmt.Fprint(p.a.Stderr, "\r\x1b[K")
	}
}
