package index

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// To index a text takes some forty times its size in memory, so a long one goes
// in as several documents, each with the places of a stretch of it. All of them
// have all its words, so that words are found together wherever in the text
// they stand; a phrase lies in one stretch, because stretches overlap. Two
// phrases of one query have to lie in the same stretch.
const (
	pieceBytes   = 512 << 10
	pieceOverlap = 1 << 10
	// mostOthers is from how many different words on a text is no prose, and
	// each stretch has its own words only.
	mostOthers = 50_000
)

// pieceMark stands between an item's ID and the number of the piece, from 1;
// the first has the ID itself.
const pieceMark = "~"

func pieceID(item string, n int) string {
	if n == 0 {
		return item
	}
	return item + pieceMark + strconv.Itoa(n)
}

// A stretch is a range of a text.
type stretch struct{ start, end int }

// stretches cuts a text at white space where there is some.
func stretches(text string) []stretch {
	var list []stretch
	start := 0
	for len(text)-start > pieceBytes {
		end := blank(text, start+pieceBytes)
		list = append(list, stretch{start, end})
		start = blank(text, end-pieceOverlap)
	}
	return append(list, stretch{start, len(text)})
}

// blank returns the last white space within so many bytes before at, else the
// first byte of the character there.
func blank(text string, at int) int {
	from := at - pieceOverlap/2
	if i := strings.LastIndexAny(text[from:at], "\n\t "); i >= 0 {
		return from + i
	}
	for at > from && text[at]&0xc0 == 0x80 {
		at--
	}
	return at
}

// allWords returns the words of a long text, without joined forms, or nil when
// they are too many.
func allWords(text string, parts []stretch) wordSet {
	all := wordSet{}
	for _, p := range parts {
		for _, word := range (tokeniser{}).words(text[p.start:p.end]) {
			if _, ok := all[word]; !ok && len(all) <= mostOthers {
				all[strings.Clone(word)] = struct{}{}
			}
		}
	}
	if len(all) > mostOthers {
		return nil
	}
	return all
}

// pieces remembers which items lie in the index as several documents.
type pieces struct {
	mu    sync.RWMutex
	extra map[string]int // item → pieces beside the first
	total int
}

// of returns how many pieces an item has beside the first.
func (p *pieces) of(item string) int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.extra[item]
}

// all returns how many pieces there are beside first ones.
func (p *pieces) all() int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.total
}

func (p *pieces) set(item string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total += n - p.extra[item]
	p.extra[item] = n
	if n == 0 {
		delete(p.extra, item)
	}
}

// item returns the item that a document is of.
func (p *pieces) item(id string) string {
	if at := strings.LastIndex(id, pieceMark); at >= 0 {
		if item := id[:at]; p.of(item) > 0 {
			return item
		}
	}
	return id
}

// load adds the pieces that a shard holds.
func (p *pieces) load(s *shard) (err error) {
	now, err := s.look()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, now.own.Close()) }()
	return s.guard(func() error { return p.read(now.own) })
}

func (p *pieces) read(r *scorch.IndexSnapshot) error {
	dict, err := r.FieldDict(pieceField)
	if err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return errors.Join(err, dict.Close())
		}
		at := strings.LastIndex(e.Term, pieceMark)
		n, err := strconv.Atoi(e.Term[at+1:])
		if err != nil || at < 0 {
			continue
		}
		// The words of removed documents stay in the dictionary for a while.
		here, err := occurs(r, pieceField, e.Term)
		if err != nil {
			return errors.Join(err, dict.Close())
		}
		if item := strings.Clone(e.Term[:at]); here {
			p.set(item, max(n, p.of(item)))
		}
	}
}

// occurs reports whether there is a document with a term.
func occurs(r *scorch.IndexSnapshot, field, term string) (bool, error) {
	t, err := r.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return false, fmt.Errorf("read index: %w", err)
	}
	return t.Count() > 0, t.Close()
}

// reload remembers the pieces of these shards only.
func (p *pieces) reload(shards []*shard) error {
	p.mu.Lock()
	p.extra, p.total = map[string]int{}, 0
	p.mu.Unlock()
	for _, s := range shards {
		if s.bleve == nil {
			continue
		}
		if err := p.load(s); err != nil {
			return err
		}
	}
	return nil
}

// long indexes a document whose text is long, one piece at a time, and one such
// document at a time.
func (e *engine) long(ctx context.Context, s *shard, d Document) error {
	e.oneLong.Lock()
	defer e.oneLong.Unlock()
	parts := stretches(d.Text)
	others := allWords(d.Text, parts)
	had := e.pieces.of(d.ID)
	e.pieces.set(d.ID, max(had, len(parts)-1)) // so that none is taken for an item
	for n, p := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := s.bleve.NewBatch()
		if err := batch.IndexAdvanced(new(desk).piece(d, n, p, others)); err != nil {
			return fmt.Errorf("index %s: %w", d.ID, err)
		}
		if err := s.batch(batch); err != nil {
			return err
		}
	}
	if had < len(parts) {
		return nil
	}
	batch := s.bleve.NewBatch()
	for n := len(parts); n <= had; n++ {
		batch.Delete(pieceID(d.ID, n))
	}
	if err := s.batch(batch); err != nil {
		return err
	}
	e.pieces.set(d.ID, len(parts)-1)
	return nil
}

// piece makes piece n of a document as bleve takes it.
func (d *desk) piece(of Document, n int, p stretch, others wordSet) *document.Document {
	id := pieceID(of.ID, n)
	out := document.NewDocument(id)
	for _, f := range fields(of, of.Text[p.start:p.end]) {
		f.document, f.desk = id, d
		if f.name == textField {
			f.spans, f.offset, f.others = true, p.start, others
			f.how.plain = crowded(of.Text[p.start:p.end])
		}
		out.AddField(f)
	}
	if n > 0 {
		out.AddField(&wordField{name: pieceField, values: []string{id}, exact: true})
	}
	if !of.Date.IsZero() {
		out.AddField(document.NewNumericFieldWithIndexingOptions(dayField, nil, dayNumber(of.Date), bleveindex.IndexField))
	}
	return out
}
