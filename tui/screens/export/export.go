// Package export is the screen that has the pack built and checked, and says
// what came of it: where the pack lies, or what the check found and what to do.
package export

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// The fields of the form.
const (
	fieldKind = iota
	fieldLock
	fieldPassword
	fieldSplit
	fieldFolder
)

const (
	draft  = "draft"
	noLock = "not locked"
)

// locks are the ways to lock a pack, as the program calls them.
var locks = map[string]string{noLock: "", "zip with AES-256": "aes", "age": "age"}

// Model is the screen.
type Model struct {
	*screen.Shared
	line   screen.RequestLine
	form   components.Form
	number int // of the work under way; 0 for none
	result screen.ExportResult
	err    error
	over   bool // result and err hold
	at     *progress
}

// A progress is how far the work is. It is written beside Update, and read when
// the screen is drawn.
type progress struct {
	mu    sync.Mutex
	words string
}

func (p *progress) set(doing string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.words = fmt.Sprintf("%d %s", done, doing); total > 0 {
		p.words = fmt.Sprintf("%d of %d %s", done, total, doing)
	}
}

func (p *progress) get() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.words
}

// New returns the screen.
func New(s *screen.Shared, line screen.RequestLine) Model {
	form := components.NewForm(s.Styles,
		components.NewChoice("Pack", []string{draft, "release"},
			"A draft is for looking at, and is stamped DRAFT. A release may leave the building; it needs the word of a second person (r on the request). Change with ← and →."),
		components.NewChoice("Lock it", []string{noLock, "zip with AES-256", "age"},
			"A locked pack opens with a password only. 7-Zip opens the zip; age is for those who have it. Change with ← and →."),
		components.NewField("Password in", filepath.Join(s.ExportDir, "password-"+line.ID+".txt"),
			"The file that holds the password in its first line. Where there is none, it is made with a new password. Send it in another way than the pack."),
		components.NewField("Parts of", "", "The largest size of a part, such as 20MB, for e-mail or discs. Leave it empty for one piece. Parts are zips."),
		components.NewField("Put it into", filepath.Join(s.ExportDir, "pack-"+line.ID),
			"A folder that is not there yet, or a name that ends in .zip. Press enter to build and check the pack."),
	)
	return Model{Shared: s, line: line, form: form}
}

// Init asks for nothing: the form comes first.
func (m Model) Init() tea.Cmd { return nil }

// Update implements [screen.Screen].
func (m Model) Update(msg tea.Msg) (screen.Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case screen.Done:
		if m.number != 0 && msg.Number == m.number {
			m.number, m.over, m.err = 0, true, msg.Err
			m.result, _ = msg.Result.(screen.ExportResult)
		}
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		if m.Typing() {
			var cmd tea.Cmd
			m.form, _, cmd = m.form.Update(m.Shared.Keys, msg)
			return m, cmd
		}
	}
	return m, nil
}

func (m Model) press(msg tea.KeyPressMsg) (screen.Screen, tea.Cmd) {
	switch {
	case m.number != 0:
		return m, nil
	case m.over:
		if key.Matches(msg, m.Shared.Keys.Open) {
			m.over = false
		}
		return m, nil
	case key.Matches(msg, m.Shared.Keys.Back):
		return m, screen.Send(screen.Back{})
	}
	var submit bool
	var cmd tea.Cmd
	if m.form, submit, cmd = m.form.Update(m.Shared.Keys, msg); submit {
		return m.start()
	}
	return m, cmd
}

func (m Model) start() (screen.Screen, tea.Cmd) {
	value := func(at int) string { return m.form.Fields[at].Value() }
	ask := screen.Export{Out: value(fieldFolder), Draft: value(fieldKind) == draft, Lock: locks[value(fieldLock)], Split: value(fieldSplit)}
	switch {
	case ask.Out == "":
		m.form = m.form.Complain(fieldFolder, "Say where the pack is to be put.")
		return m, nil
	case ask.Lock != "" && value(fieldPassword) == "":
		m.form = m.form.Complain(fieldPassword, "Say in which file the password is.").Focus(fieldPassword)
		return m, nil
	case ask.Lock != "":
		ask.Password = value(fieldPassword)
	}
	ask.Out = ending(ask)
	m.at = &progress{}
	at := m.at
	var cmd tea.Cmd
	m.number, cmd = m.Work("Building and checking the pack", func(ctx context.Context) (string, any, error) {
		r, err := m.Backend.Export(ctx, m.line.ID, ask, at.set)
		return outcome(r), r, err
	})
	return m, cmd
}

// ending is the name of the pack with the ending that its kind has to have.
func ending(ask screen.Export) string {
	want := map[string]string{"aes": ".zip", "age": ".age"}[ask.Lock]
	if want == "" && ask.Split != "" {
		want = ".zip"
	}
	if strings.EqualFold(filepath.Ext(ask.Out), want) {
		return ask.Out
	}
	return ask.Out + want
}

// outcome is the sentence for the footer, where the screen was left.
func outcome(r screen.ExportResult) string {
	switch {
	case !r.OK:
		return "The check found something: nothing was released. See the export of this request."
	case r.Draft:
		return "The draft is built and was checked."
	}
	return "The pack is built, was checked, and may leave."
}

// View implements [screen.Screen].
func (m Model) View() string {
	var lines []string
	switch {
	case m.number != 0:
		notice := components.Notice(m.Styles, styles.Strong, "The pack is being built, and then opened again and searched for anything that was to be withheld.",
			"This can take some minutes. You can leave with esc: the work goes on, and its end is reported below.", m.Width)
		return notice + "\n\n  " + m.Styles.Paint(styles.Dim, components.Cut(m.at.get(), m.Width-4))
	case m.over && m.err != nil:
		return components.Notice(m.Styles, styles.Bad, components.Problem(m.err), "Nothing was written for the requester. Press enter to go back to the form.", m.Width)
	case m.over && m.result.OK:
		lines = m.good()
	case m.over:
		lines = m.refused()
	default:
		lines = append([]string{""}, m.form.View(m.Styles, m.Width)...)
	}
	return strings.Join(components.Box(lines, m.Height), "\n")
}

func (m Model) good() []string {
	r := m.result
	title := "The pack is ready and may leave the building."
	if r.Draft {
		title = "The draft is ready. It is for looking at only."
	}
	lines := []string{"", "   " + m.Styles.Paint(styles.Good, "✓ "+title), ""}
	for _, row := range [][2]string{
		{"Items", fmt.Sprint(r.Items)},
		{"Withheld", components.Count(r.Redacted, "mark")},
		{"Check", "opened again as an outsider would, and nothing withheld was found"},
		{"Lies at", r.Path},
		{"Parts", parts(r.Files)},
		{"Password", r.Password},
	} {
		if row[1] == "" {
			continue
		}
		for i, l := range components.Wrap(row[1], m.Width-16) {
			if i > 0 {
				row[0] = ""
			}
			lines = append(lines, "   "+m.Styles.Paint(styles.Accent, components.Fit(row[0], 10, false))+l)
		}
	}
	advice := "Open index.html there in a browser to see what the requester will see."
	return append(lines, "", "   "+m.Styles.Paint(styles.Dim, components.Cut(advice, m.Width-4)))
}

// parts says into how many parts a pack was split, "" for one piece.
func parts(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf("%d, of which this is the first; unpacked into one folder they are one pack", n)
}

func (m Model) refused() []string {
	lines := []string{"", "   " + m.Styles.Paint(styles.Bad, "✗ The check found something. Nothing was released."), ""}
	for _, f := range m.result.Findings {
		for i, l := range components.Wrap(f, m.Width-8) {
			lead := "     "
			if i == 0 {
				lead = "   • "
			}
			lines = append(lines, lead+l)
		}
	}
	lines = append(lines, "")
	for _, l := range components.Wrap("What to do: open the items that are named in the matches, decide what is marked or is not yet marked, and export again. If it comes back, keep the pack and call your administrator.", m.Width-6) {
		lines = append(lines, "   "+l)
	}
	return lines
}

// Heading implements [screen.Screen].
func (m Model) Heading() screen.Heading { return screen.Heading{Title: "Export", Case: m.line} }

// Typing implements [screen.Screen].
func (m Model) Typing() bool { return m.number == 0 && !m.over }

// Keys implements [screen.Screen].
func (m Model) Keys() []keymap.Section {
	k := m.Shared.Keys
	switch {
	case m.number != 0:
		return []keymap.Section{{Title: "Export", Keys: []key.Binding{keymap.Say(k.Back, "leave, the work goes on"), k.Help}}}
	case m.over:
		return []keymap.Section{{Title: "Export", Keys: []key.Binding{keymap.Say(k.Open, "once more"), k.Back, k.Help, k.Quit}}}
	}
	return []keymap.Section{{Title: "Export", Keys: []key.Binding{k.Submit, k.Left, k.Right, k.HelpTyping, k.Back, k.NextField, k.PrevField}}}
}
