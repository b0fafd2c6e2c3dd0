// Package item is the screen on which an item is reviewed: its text, with the
// subject's own data and all marks, and the mark in hand with what was proposed
// for it, why, and on what ground.
package item

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/screen"
)

// Model is the screen.
type Model struct {
	*screen.Shared
	line  screen.RequestLine
	items []string // those to go on to
	at    int

	item screen.Ask[screen.Item]
	// all are the marks in the order in which they stand, those of the file
	// name first; their spans are places in doc.
	all  []redact.Mark
	doc  components.Document
	head int // bytes of doc before the item's text
	mark int // in all; -1 for none
	top  int
	// chosen are the marks that the next decision is for, by ID; none for the one
	// in hand. It is not changed, but replaced.
	chosen components.Chosen
	// unfolded shows what is quoted of other matches.
	unfolded bool
	// seen is the item whose first open mark has been gone to.
	seen string
}

// New returns the screen of items[at].
func New(s *screen.Shared, line screen.RequestLine, items []string, at int) Model {
	return Model{Shared: s, line: line, items: items, at: at, mark: -1}
}

type itemMsg = screen.Answer[screen.Item]

// Init asks for the item.
func (m Model) Init() tea.Cmd { return screen.Send(screen.Refresh{}) }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Refresh:
		return m.load()
	case tea.WindowSizeMsg:
		if m.item.Known {
			m = m.lay().follow()
		}
	case itemMsg:
		var mine bool
		if m.item, mine = m.item.Take(msg); mine && msg.Err == nil {
			m = m.show()
		}
	case tea.KeyPressMsg:
		return m.press(msg)
	}
	return m, nil
}

func (m Model) load() (Model, tea.Cmd) {
	id := m.items[m.at]
	var cmd tea.Cmd
	m.item, cmd = m.item.Put(m.Shared, "Reading the item", func(ctx context.Context) (screen.Item, error) {
		return m.Backend.Item(ctx, m.line.ID, id)
	})
	return m, cmd
}

// show takes an item that came in. When it was on screen before, the mark in
// hand stays in hand.
func (m Model) show() Model {
	id := ""
	if m.mark >= 0 && m.seen == m.items[m.at] {
		id = m.all[m.mark].ID
	}
	m = m.lay()
	if m.seen == m.items[m.at] {
		m.mark = slices.IndexFunc(m.all, func(k redact.Mark) bool { return k.ID == id })
		if m.mark < 0 && len(m.all) > 0 {
			m.mark = 0
		}
		return m.follow()
	}
	m.seen, m.top = m.items[m.at], 0
	m.mark = slices.IndexFunc(m.all, func(k redact.Mark) bool { return k.Decision == redact.Open })
	if m.mark < 0 && len(m.all) > 0 {
		m.mark = 0
		return m // nothing is open: the text is read from its beginning
	}
	return m.follow()
}

// named stands before the file name in the document.
const named = "File name: "

// before stands above the item's text.
func (m Model) before() string { return named + components.Clean(m.item.Value.Name) + "\n\n" }

// lay puts name and text into one document and breaks it into lines.
func (m Model) lay() Model {
	it := m.item.Value
	head := m.before()
	// Only a name without anything to clean keeps its offsets.
	marked := components.Clean(it.Name) == it.Name
	m.all = nil
	for _, k := range it.MarkList {
		switch {
		case k.Field == "":
			k.Start, k.End = k.Start+len(head), k.End+len(head)
		case marked:
			k.Start, k.End = k.Start+len(named), k.End+len(named)
		default:
			k.Start, k.End = len(named), len(head)-2
		}
		m.all = append(m.all, k)
	}
	slices.SortStableFunc(m.all, func(a, b redact.Mark) int { return a.Start - b.Start })
	m.doc = components.NewFolded(head+it.Text, m.all, m.layers(), m.folds(), m.Width-4)
	m.head, m.mark = len(head), min(m.mark, len(m.all)-1)
	return m
}

// current is the mark in hand.
func (m Model) current() (redact.Mark, bool) {
	if m.mark < 0 || m.mark >= len(m.all) {
		return redact.Mark{}, false
	}
	return m.all[m.mark], true
}

// follow scrolls so that the mark in hand is in view, with a line around it.
func (m Model) follow() Model {
	if m.hidden() {
		return m.unfold()
	}
	if k, ok := m.current(); ok {
		line := m.doc.LineOf(k.Start)
		if line < m.top+1 || line >= m.top+m.page()-1 {
			m.top = line - m.page()/3
		}
	}
	return m.scroll(0)
}

func (m Model) scroll(by int) Model {
	m.top = max(0, min(m.top+by, m.doc.Lines()-m.page()))
	return m
}

// step goes to another mark, around the ends.
func (m Model) step(by int) Model {
	if n := len(m.all); n > 0 {
		m.mark = (m.mark + by + n) % n
	}
	return m.follow()
}

// page is the number of lines for the text.
func (m Model) page() int { return max(3, m.Height-panel) }
