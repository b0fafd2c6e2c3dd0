package item

import (
	"context"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
)

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	k := m.Shared.Keys
	switch {
	case key.Matches(msg, k.NextItem):
		return m.turn(1)
	case key.Matches(msg, k.PrevItem):
		return m.turn(-1)
	case !m.item.Known || m.seen != m.items[m.at]:
		return m, nil // another item is on its way
	case key.Matches(msg, k.NextMark):
		return m.step(1), nil
	case key.Matches(msg, k.PrevMark):
		return m.step(-1), nil
	case key.Matches(msg, k.NextOpen):
		return m.stepOpen(1)
	case key.Matches(msg, k.PrevOpen):
		return m.stepOpen(-1)
	case key.Matches(msg, k.SameWords):
		return m, m.sameWords()
	case key.Matches(msg, k.Gate):
		return m, m.gate()
	case key.Matches(msg, k.Withhold):
		return m.decide(redact.Withhold, "Withheld")
	case key.Matches(msg, k.Disclose):
		return m.decide(redact.Disclose, "Disclosed")
	case key.Matches(msg, k.WithholdAll):
		return m, m.person(redact.Withhold, "is withheld everywhere")
	case key.Matches(msg, k.DiscloseAll):
		return m, m.person(redact.Disclose, "is disclosed everywhere")
	case key.Matches(msg, k.Choose):
		return m.choose(), nil
	case key.Matches(msg, k.Ground):
		cmd := m.ground()
		m.chosen = nil
		return m, cmd
	case key.Matches(msg, k.ItemGround):
		return m, screen.Send(m.wholeItem())
	case key.Matches(msg, k.Pages):
		return m, screen.Send(screen.ShowPages{Case: m.line, Item: m.items[m.at], Page: m.pageAt(m.item.Value.Pages)})
	case key.Matches(msg, k.Include):
		return m, m.record([]string{redact.TargetItem + m.items[m.at]}, redact.Disclose, "", "This item goes into the pack.")
	case key.Matches(msg, k.KeepOut):
		return m, m.record([]string{redact.TargetItem + m.items[m.at]}, redact.Withhold, "", "This item stays out of the pack.")
	case key.Matches(msg, k.Why):
		return m, screen.Send(screen.ShowWhy{Case: m.line, Item: m.item.Value.Item})
	case key.Matches(msg, k.Fold):
		return m.unfold(), nil
	case key.Matches(msg, k.Undo):
		return m, m.Act("Taking back", func(ctx context.Context) (string, error) { return m.Backend.Undo(ctx, m.line.ID) })
	}
	return m.move(msg), nil
}

func (m Model) move(msg tea.KeyPressMsg) Model {
	k := m.Shared.Keys
	switch {
	case key.Matches(msg, k.Up):
		return m.scroll(-1)
	case key.Matches(msg, k.Down):
		return m.scroll(1)
	case key.Matches(msg, k.PageUp):
		return m.scroll(1 - m.page())
	case key.Matches(msg, k.PageDown):
		return m.scroll(m.page() - 1)
	case key.Matches(msg, k.Top):
		return m.scroll(-m.doc.Lines())
	case key.Matches(msg, k.End):
		return m.scroll(m.doc.Lines())
	}
	return m
}

// turn goes to the item after or before.
func (m Model) turn(by int) (screen.Screen, tea.Cmd) {
	at := m.at + by
	switch {
	case at < 0:
		return m, screen.Send(screen.Report{Text: "This is the first item of the list."})
	case at >= len(m.items):
		return m, screen.Send(screen.Report{Text: "This is the last item of the list. Press esc to go back to the matches."})
	}
	m.at, m.item = at, m.item.Drop()
	m.all, m.mark, m.top, m.chosen, m.unfolded = nil, -1, 0, nil, false
	return m.load()
}

// decide decides the mark in hand, and goes on to the next that is open.
func (m Model) decide(v redact.Verdict, did string) (screen.Screen, tea.Cmd) {
	k, ok := m.current()
	if !ok {
		return m, screen.Send(screen.Report{Text: "Nothing is marked in this item."})
	}
	targets, what := m.targets()
	code := ground(k, v)
	if len(m.chosen) > 0 {
		code = "" // the usual one, for each
	}
	cmd := m.record(targets, v, code, did+": "+what+".")
	m.all = slices.Clone(m.all)
	for i := range m.all { // until the answer brings what holds
		if slices.Contains(targets, redact.TargetMark+m.all[i].ID) {
			m.all[i].Decision = v
		}
	}
	m.chosen = nil
	for i := 1; i < len(m.all); i++ {
		if next := (m.mark + i) % len(m.all); m.all[next].Decision == redact.Open {
			m.mark = next
			break
		}
	}
	return m.follow(), cmd
}

// choose adds the mark in hand to those that the next decision is for, or takes
// it away, and goes on to the next mark.
func (m Model) choose() Model {
	k, ok := m.current()
	if !ok {
		return m
	}
	m.chosen = m.chosen.Toggle(k.ID)
	return m.step(1)
}

// targets are the marks that the next decision is for, and what to call them.
func (m Model) targets() (targets []string, what string) {
	for _, k := range m.all {
		if m.chosen[k.ID] && !slices.Contains(targets, redact.TargetMark+k.ID) {
			targets = append(targets, redact.TargetMark+k.ID)
		}
	}
	if len(targets) > 0 {
		return targets, components.Count(len(targets), "chosen mark")
	}
	k, ok := m.current()
	if !ok {
		return nil, ""
	}
	return []string{redact.TargetMark + k.ID}, "this " + kindWords(k.Kind)
}

// ground goes on to ground and reason for the marks that were chosen, or the one
// in hand; without a mark for the whole item.
func (m Model) ground() tea.Cmd {
	targets, what := m.targets()
	if len(targets) == 0 {
		return screen.Send(m.wholeItem())
	}
	k, _ := m.current()
	if len(m.chosen) == 0 {
		what += " “" + components.Cut(k.Text, 40) + "”"
	}
	return screen.Send(screen.ShowGround{Case: m.line, What: what, Targets: targets, Code: k.Code})
}

// stepOpen goes to another mark that nobody decided on, around the ends.
func (m Model) stepOpen(by int) (screen.Screen, tea.Cmd) {
	n := len(m.all)
	for i := 1; i <= n; i++ {
		if next := ((m.mark+by*i)%n + n) % n; m.all[next].Decision == redact.Open {
			m.mark = next
			return m.follow(), nil
		}
	}
	return m, screen.Send(screen.Report{Text: "Every mark of this item is decided. Press ] for the next item."})
}

// sameWords goes on to ground and reason for all marks of the words in hand,
// wherever they stand.
func (m Model) sameWords() tea.Cmd {
	k, ok := m.current()
	if !ok {
		return screen.Send(screen.Report{Text: "Nothing is marked in this item."})
	}
	return screen.Send(screen.ShowGround{
		Case: m.line, What: "“" + components.Cut(k.Text, 40) + "” wherever it stands, but where a mark was decided by itself",
		Targets: []string{redact.TargetValue + k.ID}, Code: k.Code,
	})
}

// gate goes on to the first open gate that the item raises.
func (m Model) gate() tea.Cmd {
	gates := m.item.Value.Gates
	if len(gates) == 0 {
		return screen.Send(screen.Report{Text: "This item raises no gate that is open."})
	}
	return screen.Send(screen.ShowGate{Case: m.line, Gate: gates[0], Item: m.items[m.at], What: components.Cut(m.title(), 60)})
}

// wholeItem asks for ground and reason of the item.
func (m Model) wholeItem() screen.ShowGround {
	return screen.ShowGround{Case: m.line, What: "the whole item “" + components.Cut(m.title(), 40) + "”", Targets: []string{redact.TargetItem + m.items[m.at]}}
}

// person decides whose mark it is, everywhere.
func (m Model) person(v redact.Verdict, did string) tea.Cmd {
	k, ok := m.current()
	switch {
	case !ok:
		return screen.Send(screen.Report{Text: "Nothing is marked in this item."})
	case k.Person == "":
		return screen.Send(screen.Report{Text: "This mark belongs to no person. Use w or d."})
	}
	return m.record([]string{redact.TargetPerson + k.Person}, v, ground(k, v), "This person "+did+", but where a single mark was decided.")
}

// ground is the code that was proposed; what is disclosed needs none.
func ground(k redact.Mark, v redact.Verdict) string {
	if v == redact.Disclose {
		return ""
	}
	return k.Code
}

func (m Model) record(targets []string, v redact.Verdict, code, did string) tea.Cmd {
	return m.Act("Recording the decision", func(ctx context.Context) (string, error) {
		taught, err := m.Backend.Decide(ctx, m.line.ID, targets, v, code, "")
		return screen.Told(did+" Press u to take it back.", taught), err
	})
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Item", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return false }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	moving := k.List()
	moving.Keys = append(moving.Keys, keymap.Pair(k.PrevOpen, k.NextOpen, "to decide: before, next"))
	return []keymap.Section{
		{Title: "Marks", Keys: []key.Binding{k.Withhold, k.Disclose, k.NextMark, keymap.Say(k.Ground, "ground"), k.Undo, k.Help, k.Back, keymap.Say(k.NextItem, "next item"), k.PrevMark, keymap.Say(k.Choose, "choose several"), keymap.Pair(k.WithholdAll, k.DiscloseAll, "the person everywhere"), k.SameWords}},
		{Title: "This item", Keys: []key.Binding{k.Include, k.KeepOut, k.Why, k.ItemGround, k.Pages, k.Gate, keymap.Say(k.Fold, "show quotations"), k.NextItem, k.PrevItem}},
		moving,
	}
}

func kindWords(k redact.Kind) string {
	switch k {
	case redact.NINO:
		return "National Insurance number"
	case redact.UTR:
		return "tax reference"
	case redact.UPN:
		return "pupil number"
	case redact.UPRN:
		return "property number"
	case redact.Row:
		return "row of a table"
	case redact.Drawn:
		return "area marked by hand"
	case redact.Card:
		return "card number"
	case redact.IBAN:
		return "bank account"
	case redact.IPAddress, redact.MACAddress:
		return "network address"
	case redact.URL:
		return "web address"
	case redact.Handle:
		return "user name"
	case redact.Post:
		return "post that somebody holds"
	case redact.Context:
		return "context"
	case redact.Vehicle:
		return "vehicle registration"
	}
	return components.Spoken(string(k))
}
