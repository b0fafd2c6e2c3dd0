package tui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/components"
	"sarsen/tui/screen"
	"sarsen/tui/screens/additem"
	"sarsen/tui/screens/clues"
	"sarsen/tui/screens/export"
	"sarsen/tui/screens/gate"
	"sarsen/tui/screens/ground"
	"sarsen/tui/screens/item"
	"sarsen/tui/screens/matches"
	"sarsen/tui/screens/newrequest"
	"sarsen/tui/screens/pages"
	"sarsen/tui/screens/people"
	"sarsen/tui/screens/queries"
	"sarsen/tui/screens/request"
	"sarsen/tui/screens/requests"
	"sarsen/tui/screens/search"
	"sarsen/tui/screens/sources"
	"sarsen/tui/screens/why"
	"sarsen/tui/styles"
)

// root routes: keys to the screen on top, everything else to all, and requests
// for another screen to the stack. It draws header and footer, and asks the
// questions that need a yes.
type root struct {
	*screen.Shared
	stack    []screen.Screen
	width    int
	height   int
	help     bool
	question *screen.Question
	report   string
	tone     styles.Tone
	spinner  spinner.Model
	turning  bool
	quitting bool // as soon as the acts under way are over
}

func newRoot(s *screen.Shared) root {
	return root{
		Shared: s, stack: []screen.Screen{requests.New(s)}, width: s.Width, height: s.Height + components.Frame,
		spinner: spinner.New(spinner.WithSpinner(spinner.MiniDot)),
	}
}

// Init implements [tea.Model].
func (r root) Init() tea.Cmd { return tea.Batch(r.top().Init(), tea.RequestBackgroundColor) }

func (r root) top() screen.Screen { return r.stack[len(r.stack)-1] }

// Update implements [tea.Model].
func (r root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	r.Settle(msg)
	r, cmd := r.route(msg)
	if r.quitting && !r.Acting() {
		return r, tea.Quit
	}
	if !r.turning && r.Busy() != "" {
		r.turning = true
		cmd = tea.Batch(cmd, r.spinner.Tick)
	}
	return r, cmd
}

func (r root) route(msg tea.Msg) (root, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return r.press(msg)
	case tea.WindowSizeMsg:
		r.width, r.height = msg.Width, msg.Height
		r.Width, r.Height = max(msg.Width, minWidth), max(msg.Height, minHeight)-components.Frame
		return r.all(msg)
	case tea.BackgroundColorMsg:
		r.Styles = styles.New(msg.IsDark())
		return r, nil
	case tea.PasteMsg:
		if r.question != nil || r.help {
			return r, nil
		}
		return r.only(msg)
	case spinner.TickMsg:
		if r.turning = r.Busy() != ""; !r.turning {
			return r, nil
		}
		var cmd tea.Cmd
		r.spinner, cmd = r.spinner.Update(msg)
		return r, cmd
	case screen.Refresh:
		return r.only(msg)
	case screen.Done:
		return r.done(msg)
	case screen.Report:
		r.report, r.tone = msg.Text, styles.Plain
		return r, nil
	case screen.Question:
		r.question = &msg
		return r, nil
	}
	if next, cmd, ok := r.show(msg); ok {
		return next, cmd
	}
	return r.all(msg)
}

// show opens or leaves a screen.
func (r root) show(msg tea.Msg) (root, tea.Cmd, bool) {
	var next screen.Screen
	switch msg := msg.(type) {
	case screen.Back:
		next, cmd := r.back(msg.Keep)
		return next, cmd, true
	case screen.ShowNewRequest:
		next = newrequest.New(r.Shared)
	case screen.ShowSearch:
		next = search.New(r.Shared)
	case screen.ShowSources:
		next = sources.New(r.Shared)
	case screen.ShowRequest:
		if msg.Instead {
			r.stack = r.stack[: len(r.stack)-1 : len(r.stack)-1]
		}
		next = request.New(r.Shared, msg.Case)
	case screen.ShowMatches:
		next = matches.New(r.Shared, msg.Case)
	case screen.ShowPeople:
		next = people.New(r.Shared, msg.Case)
	case screen.ShowExport:
		next = export.New(r.Shared, msg.Case)
	case screen.ShowAdd:
		next = additem.New(r.Shared, msg.Case)
	case screen.ShowQueries:
		next = queries.New(r.Shared, msg.Case)
	case screen.ShowClues:
		next = clues.New(r.Shared, msg.Case)
	case screen.ShowWhy:
		next = why.New(r.Shared, msg.Case, msg.Item)
	case screen.ShowPages:
		next = pages.New(r.Shared, msg)
	case screen.ShowGround:
		next = ground.New(r.Shared, msg)
	case screen.ShowGate:
		next = gate.New(r.Shared, msg)
	case screen.ShowItem:
		next = item.New(r.Shared, msg.Case, msg.Items, msg.At)
	default:
		return r, nil, false
	}
	r.stack = append(r.stack[:len(r.stack):len(r.stack)], next)
	if _, created := msg.(screen.ShowRequest); !created {
		r.report = ""
	}
	return r, next.Init(), true
}

func (r root) back(keep bool) (root, tea.Cmd) {
	if len(r.stack) == 1 {
		r.report, r.tone = "This is the first screen. Press q to quit.", styles.Plain
		return r, nil
	}
	r.stack = r.stack[: len(r.stack)-1 : len(r.stack)-1]
	if !keep {
		r.report = ""
	}
	return r, screen.Send(screen.Refresh{})
}

// only gives a message to the screen on top.
func (r root) only(msg tea.Msg) (root, tea.Cmd) {
	next, cmd := r.top().Update(msg)
	r.stack = append(r.stack[:len(r.stack)-1:len(r.stack)-1], next)
	return r, cmd
}

// all gives a message to all screens.
func (r root) all(msg tea.Msg) (root, tea.Cmd) {
	stack := make([]screen.Screen, len(r.stack))
	cmds := make([]tea.Cmd, len(r.stack))
	for i, s := range r.stack {
		stack[i], cmds[i] = s.Update(msg)
	}
	r.stack = stack
	return r, tea.Batch(cmds...)
}

// done reports an act and has the screen on top look again: also after one
// that failed, since the screen may have shown it as done.
func (r root) done(msg screen.Done) (root, tea.Cmd) {
	switch {
	case msg.Cancelled():
	case msg.Err != nil:
		r.report, r.tone = components.Problem(msg.Err), styles.Bad
	default:
		r.report, r.tone = components.Clean(msg.Did), styles.Good
	}
	r, cmd := r.all(msg)
	return r, tea.Batch(cmd, screen.Send(screen.Refresh{}))
}

func (r root) press(msg tea.KeyPressMsg) (root, tea.Cmd) {
	typing := r.top().Typing()
	switch {
	case key.Matches(msg, r.Keys.Stop):
		return r, tea.Quit
	case r.quitting:
		return r, nil
	case r.question != nil:
		return r.answer(msg)
	case key.Matches(msg, r.Keys.Help) && (!typing || msg.Text == ""):
		r.help = !r.help
		return r, nil
	case r.help && key.Matches(msg, r.Keys.Back):
		r.help = false
		return r, nil
	case !typing && key.Matches(msg, r.Keys.Quit):
		return r.quit()
	case r.help:
		return r, nil
	case !typing && key.Matches(msg, r.Keys.Back):
		return r.back(false)
	case !typing && key.Matches(msg, r.Keys.Reload):
		return r, screen.Send(screen.Refresh{})
	}
	return r.only(msg)
}

// answer takes a key press while a question waits.
func (r root) answer(msg tea.KeyPressMsg) (root, tea.Cmd) {
	switch {
	case key.Matches(msg, r.Keys.Yes):
		q := r.question
		r.question = nil
		return r, q.Then()
	case key.Matches(msg, r.Keys.No):
		r.question = nil
		r.report, r.tone = "Nothing was done.", styles.Plain
	}
	return r, nil
}

// quit waits for acts under way, and asks when it would stop long work.
func (r root) quit() (root, tea.Cmd) {
	if r.Working() {
		r.question = &screen.Question{Text: r.Busy() + ". If you quit now, this is stopped. Quit?", Then: func() tea.Cmd { return tea.Quit }}
		return r, nil
	}
	r.quitting = true
	return r, nil
}
