package screen

import (
	tea "charm.land/bubbletea/v2"

	"sarsen/redact"
)

// Refresh tells the screen on top that what it shows may have changed: an act
// was done, or a screen above it was left.
type Refresh struct{}

// Back asks to leave the screen. Keep leaves what was reported in the footer.
type Back struct{ Keep bool }

// Report puts a sentence into the footer.
type Report struct{ Text string }

// Question asks for a yes before Then is run.
type Question struct {
	Text string
	Then func() tea.Cmd
}

// The messages that ask to show another screen.
type (
	// ShowNewRequest opens the form for a new request.
	ShowNewRequest struct{}
	// ShowSearch opens the ad-hoc search.
	ShowSearch struct{}
	// ShowSources opens the coverage of the sources.
	ShowSources struct{}
	// ShowRequest opens a request. Instead replaces the screen that asks.
	ShowRequest struct {
		Case    RequestLine
		Instead bool
	}
	// ShowMatches opens the matches of a request.
	ShowMatches struct{ Case RequestLine }
	// ShowPeople opens the people of a request.
	ShowPeople struct{ Case RequestLine }
	// ShowExport opens the export of a request.
	ShowExport struct{ Case RequestLine }
	// ShowAdd opens the form that adds an item to a request by hand.
	ShowAdd struct{ Case RequestLine }
	// ShowQueries opens what is asked of the index for a request.
	ShowQueries struct{ Case RequestLine }
	// ShowClues opens the details that are offered for the profile.
	ShowClues struct{ Case RequestLine }
	// ShowWhy opens the reasons for which an item was found.
	ShowWhy struct {
		Case RequestLine
		Item string
	}
	// ShowPages opens the pages of an item, for withholding places of them.
	ShowPages struct {
		Case RequestLine
		Item string
		Page int // to begin with, from 1
	}
	// ShowGround asks for decision, ground and reason, and decides: on Targets,
	// or withholds Areas of Item.
	ShowGround struct {
		Case    RequestLine
		What    string // in words
		Targets []string
		Item    string
		Areas   []redact.Area
		Code    string // to begin with
	}
	// ShowGate asks how a gate is answered, for all items that raise it or, with
	// Item, for this one.
	ShowGate struct {
		Case RequestLine
		Gate GateLine
		Item string // "" where no item is at hand
		What string // what to call the item
	}
	// ShowItem opens the item at Items[At] for review; the others are those
	// to go on to.
	ShowItem struct {
		Case  RequestLine
		Items []string
		At    int
	}
)

// Send returns a command that sends msg.
func Send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Sure asks for a yes before then is run.
func Sure(text string, then func() tea.Cmd) tea.Cmd {
	return Send(Question{Text: text, Then: then})
}
