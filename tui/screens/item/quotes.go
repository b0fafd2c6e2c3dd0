package item

import (
	"fmt"
	"slices"
	"strings"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/styles"
)

// layers are what lies below the marks in the document: what is the subject's,
// what differs from an item that is nearly the same, and what is quoted.
func (m Model) layers() []components.Layer {
	it := m.item.Value
	head := len(m.before())
	var subject, near, quoted, protected []redact.Span
	for _, s := range it.Cues {
		protected = append(protected, moved(s, head))
	}
	for _, s := range it.Subject {
		subject = append(subject, moved(s, head))
	}
	for _, s := range it.Near {
		near = append(near, moved(redact.Span(s), head))
	}
	for _, q := range it.Quotes {
		quoted = append(quoted, moved(redact.Span(q.Span), head))
	}
	quoted = append(quoted, m.otherRows(head)...)
	return []components.Layer{{Spans: subject, Tone: styles.Subject}, {Spans: protected, Tone: styles.Protected}, {Spans: near, Tone: styles.Warn}, {Spans: quoted, Tone: styles.Dim}}
}

func moved(s redact.Span, by int) redact.Span {
	return redact.Span{Start: s.Start + by, End: s.End + by}
}

// otherRows is what stands between the subject's rows and the header row above
// them, of a list in which others have rows too.
func (m Model) otherRows(head int) []redact.Span {
	it := m.item.Value
	if len(it.Rows) == 0 {
		return nil
	}
	var out []redact.Span
	at := 0
	add := func(end int) {
		if at < end {
			out = append(out, moved(redact.Span{Start: at, End: end}, head))
		}
	}
	theirs := it.Rows
	if it.Header != nil {
		theirs = append([]request.Span{*it.Header}, theirs...)
	}
	for _, r := range theirs {
		add(r.Start)
		at = max(at, r.End)
	}
	add(len(it.Text))
	return out
}

// folds are the quotations of messages that are among the matches. Those of
// others are nowhere else to be read, and stay in view.
func (m Model) folds() []components.Fold {
	if m.unfolded {
		return nil
	}
	it, head := m.item.Value, len(m.before())
	var out []components.Fold
	of := ""
	for _, q := range it.Quotes {
		if q.Of == "" || q.Start < 0 || q.End > len(it.Text) || q.Start >= q.End {
			continue
		}
		s := moved(redact.Span(q.Span), head)
		if n := len(out) - 1; n >= 0 && of == q.Of && strings.TrimSpace(it.Text[out[n].End-head:q.Start]) == "" {
			out[n].End = s.End
		} else {
			out = append(out, components.Fold{Span: s, Words: m.quoting(q.Of)})
		}
		of = q.Of
	}
	for i := range out {
		lines := strings.Count(it.Text[out[i].Start-head:out[i].End-head], "\n") + 1
		out[i].Words += fmt.Sprintf(" (%s; z shows it)", components.Count(lines, "line"))
	}
	return out
}

// quoting says which message is quoted.
func (m Model) quoting(of string) string {
	if on := m.item.Value.Others[of]; !on.IsZero() {
		return "▸ quotes the message of " + components.Date(on)
	}
	return "▸ quotes another message"
}

// hidden reports whether the mark in hand stands in what is folded.
func (m Model) hidden() bool {
	k, ok := m.current()
	return ok && slices.ContainsFunc(m.folds(), func(f components.Fold) bool { return f.Start <= k.Start && k.Start < f.End })
}

// unfold shows quotations, or folds them again.
func (m Model) unfold() Model {
	m.unfolded = !m.unfolded
	if k, ok := m.current(); ok {
		m = m.lay()
		m.mark = slices.IndexFunc(m.all, func(o redact.Mark) bool { return o.ID == k.ID && o.Start == k.Start })
		if m.unfolded {
			return m.follow()
		}
		return m.scroll(0)
	}
	return m.lay().scroll(0)
}

// other is what the item is nearly the same as, "" for nothing.
func (m Model) other() string {
	it := m.item.Value
	if it.NearOf == "" {
		return ""
	}
	on := ""
	if d := it.Others[it.NearOf]; !d.IsZero() {
		on = " of " + components.Date(d)
	}
	return fmt.Sprintf("Nearly the same as another item%s, but for what stands in { }: %s.", on, components.Count(len(it.Near), "place"))
}
