package service

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
)

// A drawn is an area as a decision holds it: with the hash of the bytes on
// whose pages it was drawn, to which it belongs wherever they lie.
type drawn struct {
	redact.Area
	SHA256 string `json:"sha256"`
}

// DecideAreas withholds places of an item by where they stand, or with open
// takes them back, as one act. Of each area the page counts and the rectangle.
// An area that cannot be found on the item's pages is refused.
func (s *Service) DecideAreas(ctx context.Context, by Officer, id, item string, areas []redact.Area, v redact.Verdict, code, reason string) ([]request.Decision, Case, error) {
	s.deciding.Lock()
	defer s.deciding.Unlock()
	item = strings.TrimPrefix(item, redact.TargetItem)
	rev, err := s.review(ctx, id, item, true)
	if err != nil {
		return nil, Case{}, err
	}
	code, err = ground(rev.Case, redact.TargetArea, v, code)
	if err != nil {
		return nil, Case{}, err
	}
	var ds []request.Decision
	for _, a := range areas {
		a.Item = rev.Items[0].Anchor()
		d := request.Decision{Target: redact.TargetArea + a.ID(), Verdict: string(v), Code: code, Reason: reason, By: string(by)}
		if v == redact.Open {
			if !slices.ContainsFunc(rev.Items[0].Areas, func(had pipeline.Area) bool { return had.ID == a.ID() }) {
				return nil, Case{}, fmt.Errorf("item %s: nothing is withheld at this place of page %d", item, a.Page)
			}
		} else if err := s.mayDraw(ctx, id, rev.Items[0], a); err != nil {
			return nil, Case{}, fmt.Errorf("item %s: %w", item, err)
		}
		if d.On, err = json.Marshal(drawn{a, rev.Items[0].SHA256}); err != nil {
			return nil, Case{}, err
		}
		ds = append(ds, d)
	}
	return ds, rev.Case, s.put(by, id, "decide", ds)
}

// mayDraw reports why an area cannot be withheld.
func (s *Service) mayDraw(ctx context.Context, id string, r Reviewed, a redact.Area) error {
	if err := a.Check(); err != nil {
		return err
	}
	last := 0
	for _, b := range r.Text.Bounds {
		if n, err := strconv.Atoi(b.Label); b.Kind == documents.Page && err == nil {
			last = max(last, n)
		}
	}
	switch {
	case r.SHA256 == "":
		return errors.New("its bytes could not be read, so that nothing can be withheld on its pages")
	case last > 0 && a.Page > last:
		return fmt.Errorf("there is no page %d: it has %d", a.Page, last)
	}
	_, err := s.under(ctx, id, r, a)
	return err
}

// under returns the places of a reviewed item's text that stand in an area.
func (s *Service) under(ctx context.Context, id string, r Reviewed, a redact.Area) ([]redact.Span, error) {
	if a.Whole() {
		for _, b := range r.Text.Bounds {
			if b.Kind == documents.Page && b.Label == strconv.Itoa(a.Page) {
				return []redact.Span{{Start: b.Start, End: b.End}}, nil
			}
		}
	}
	r.Areas = []pipeline.Area{{Area: a}}
	item := pipeline.PackItem(r)
	item.Open = func() ([]byte, error) { return s.original(ctx, id, r.Match) }
	maker, err := s.maker()
	if err != nil {
		return nil, err
	}
	return maker.Under(ctx, item)
}

// placeAreas looks for what stands in the areas of an item that goes into the pack.
func (s *Service) placeAreas(ctx context.Context, id string, r *Reviewed) error {
	for i := range r.Areas {
		spans, err := s.under(ctx, id, *r, r.Areas[i].Area)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			r.Unplaced++
		}
		r.Areas[i].Under = spans
	}
	return nil
}

// areas returns the areas that are withheld, by the item of the match on whose
// bytes they were drawn. lost are the decisions on areas of bytes that an item
// has no longer: it is not known where the place is now.
func (s *Service) areas(id string, ds []redact.Decision, matches []request.Match) (byItem map[string][]pipeline.Area, lost []redact.Decision, err error) {
	on, err := decidedOn[drawn](s, id, redact.TargetArea, func(d drawn) string { return d.ID() })
	if err != nil {
		return nil, nil, err
	}
	latest := redact.Latest(ds)
	byItem = map[string][]pipeline.Area{}
	for _, key := range slices.Sorted(maps.Keys(on)) {
		d, held := latest[redact.TargetArea+key], false
		area := pipeline.Area{Area: on[key].Area, ID: key, Code: d.Code, Reason: d.Reason, By: d.By, At: d.At}
		changed := false
		for _, m := range matches {
			switch {
			case m.SHA256 == on[key].SHA256:
				held = true
				area.Item = m.Item
				byItem[m.Item] = append(byItem[m.Item], area)
			case m.Item == on[key].Item || m.Anchor() == on[key].Item:
				changed = true
			}
		}
		if changed || !held {
			lost = append(lost, d)
		}
	}
	for _, list := range byItem {
		slices.SortStableFunc(list, func(a, b pipeline.Area) int {
			return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Rect.Top, b.Rect.Top), cmp.Compare(a.Rect.Left, b.Rect.Left))
		})
	}
	slices.SortFunc(lost, func(a, b redact.Decision) int { return cmp.Compare(a.ID, b.ID) })
	return byItem, lost, nil
}

// scan returns what was recognised on the pages of an item, for pack.Item.
func (s *Service) scan(ctx context.Context, item string) func(page int) (redact.Scan, bool, error) {
	return func(page int) (redact.Scan, bool, error) {
		r, err := s.cat.Words(ctx, item, page)
		if errors.Is(err, catalogue.ErrNotFound) {
			return redact.Scan{}, false, nil
		}
		return scanOf(r), err == nil, err
	}
}

// stampOf is what a release says of an item's areas and redacted copy.
func stampOf(i Reviewed) []string {
	var out []string
	for _, a := range i.Areas {
		out = append(out, a.ID, a.Code)
	}
	if i.Copy != nil {
		out = append(out, i.Copy.File)
	}
	return out
}
