package verify

import (
	"context"
	"fmt"
	"image"
	"runtime"
	"strings"
	"sync"

	"sarsen/crawlers/pdfium"
)

// A Reading is what was recognised in a picture.
type Reading struct {
	Text string // all of it
	Sure string // the words of which the recogniser is certain
}

// A Recogniser reads the text in a picture of a page. It is called from several
// goroutines.
type Recogniser func(ctx context.Context, page *image.Gray, dpi int) (Reading, error)

// A pool recognises pages beside the rest of the check: as many at a time as
// there are processors, and no more are drawn than are waited for.
type pool struct {
	read  Recogniser
	slots chan struct{}
	wait  sync.WaitGroup

	mu   sync.Mutex
	done []recognised
}

// recognised is what came of a page.
type recognised struct {
	file string
	page int
	text string // of the page's own letters
	held bool   // against the text
	Reading
	err error
}

func newPool(read Recogniser) *pool {
	return &pool{read: read, slots: make(chan struct{}, max(runtime.GOMAXPROCS(0), 1))}
}

// take waits for room and begins to read a page.
func (p *pool) take(ctx context.Context, img *image.Gray, job recognised) {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return
	}
	p.wait.Add(1)
	go func() {
		defer p.wait.Done()
		job.Reading, job.err = p.read(ctx, img, readDPI)
		<-p.slots
		p.mu.Lock()
		defer p.mu.Unlock()
		p.done = append(p.done, job)
	}()
}

// recognises reports whether pages are recognised.
func (c *check) recognises() bool { return c.pool != nil && c.search.built }

// recognise hands on what pixels of a page show beside its drawn text; all of
// them where the shapes of that text may be others than it says. Text that is
// not drawn explains nothing: a layer over a picture may say what it likes, so
// every such page is read, those that were redacted above all. img is the page
// where it was drawn for that, else nil.
func (c *check) recognise(name string, doc *pdfium.Document, page int, v sight, img *image.Gray, shapes bool) {
	if !c.recognises() {
		return
	}
	if text, err := doc.Page(c.ctx, page); err != nil || text.Unmapped {
		shapes = true
	}
	drawn := v.Blind != v.Shown
	seen := v.Blind
	if shapes {
		seen = v.Shown
	}
	if !written(grey(seen)) {
		return
	}
	if img == nil {
		var err error
		if img, err = fine(c.ctx, doc, page, drawn && !shapes); err != nil {
			c.add(name, fmt.Sprintf("pixels of page %d", page+1), Malformed, "the page cannot be drawn")
			return
		}
	}
	darken(img)
	c.pool.take(c.ctx, img, recognised{file: name, page: page, text: v.text(), held: drawn && shapes})
}

// fine draws a page so that it can be recognised.
func fine(ctx context.Context, doc *pdfium.Document, page int, blind bool) (*image.Gray, error) {
	if !blind {
		return doc.RenderGrey(ctx, page, readDPI)
	}
	s, err := doc.Sight(ctx, page, readDPI)
	if err != nil {
		return nil, err
	}
	return grey(s.Blind), nil
}

// settle waits for the pages that are being recognised and searches them.
func (c *check) settle() {
	if c.pool == nil {
		return
	}
	c.pool.wait.Wait()
	c.rep.Recognised = len(c.pool.done)
	for _, r := range c.pool.done {
		if r.err != nil && c.ctx.Err() == nil {
			c.add(r.file, "pixels", Malformed, fmt.Sprintf("page %d: its pixels cannot be read", r.page+1))
		}
		if r.held && contradicts(r.Sure, r.text) {
			c.add(r.file, fmt.Sprintf("pixels of page %d", r.page+1), Hidden, "letters show other words than the text says")
		}
		for v := range c.alike.read(r.Reading, r.text) {
			c.found(r.file, fmt.Sprintf("pixels of page %d", r.page+1), []Hit{{Value: v}})
		}
	}
}

// text is what the letters of a page say.
func (v sight) text() string {
	var b strings.Builder
	for _, l := range v.Letters {
		b.WriteRune(l.Rune)
	}
	return b.String()
}

// grey makes a picture one of greys, as the engine does.
func grey(img *image.RGBA) *image.Gray {
	out := image.NewGray(img.Rect)
	for i := range out.Pix {
		out.Pix[i] = luminance(img.Pix[4*i:])
	}
	return out
}

func luminance(p []uint8) uint8 {
	return uint8((299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2]) + 500) / 1000) //nolint:gosec // at most 255
}

// darken makes whatever differs from the paper darker, so that pale writing is
// recognised as well.
func darken(img *image.Gray) {
	const by = 3
	paper := commonest(img)
	var to [256]uint8
	for level := range to {
		to[level] = uint8(255 - min(255, by*max(level-paper, paper-level))) //nolint:gosec // 0 to 255
	}
	for i, p := range img.Pix {
		img.Pix[i] = to[p]
	}
}

// Something is taken for writing when it has so many dots that are not part of
// a line or area, which are straight for so long, at lookDPI.
const (
	fewDots  = 40
	straight = 28
)

// written reports whether a picture may show writing.
func written(img *image.Gray) bool {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	paper := commonest(img)
	inked := func(x, y int) bool {
		return max(int(img.Pix[y*img.Stride+x])-paper, paper-int(img.Pix[y*img.Stride+x])) >= relief
	}
	level := make([]bool, w*h) // part of a level run
	for y := range h {
		runs(w, func(x int) bool { return inked(x, y) }, func(x int) { level[y*w+x] = true })
	}
	dots := 0
	for x := range w {
		for y := range h {
			if inked(x, y) && !level[y*w+x] {
				dots++
			}
		}
		runs(h, func(y int) bool { return inked(x, y) && !level[y*w+x] }, func(int) { dots-- })
	}
	return dots >= fewDots
}

// runs calls fn for all places of runs that are straight.
func runs(n int, inked func(int) bool, fn func(int)) {
	from := 0
	for i := 0; i <= n; i++ {
		if i < n && inked(i) {
			continue
		}
		if i-from >= straight {
			for k := from; k < i; k++ {
				fn(k)
			}
		}
		from = i + 1
	}
}

// commonest is the grey that most of a picture has.
func commonest(img *image.Gray) int {
	var count [256]int
	for _, p := range img.Pix {
		count[p]++
	}
	most := 0
	for level, n := range count {
		if n > count[most] {
			most = level
		}
	}
	return most
}
