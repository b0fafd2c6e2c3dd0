// Package keymap names every key of the terminal interface, in one place, with
// the words that help and footer show for it. It does not say what a key does
// on a screen; it promises that the same key means the same thing on each.
package keymap

import "charm.land/bubbles/v2/key"

// A Section is a group of keys under a heading, as help shows it. The first
// section of a screen is also what its footer shows.
type Section struct {
	Title string
	Keys  []key.Binding
}

// Keys are all keys. Those that share letters belong to different screens.
type Keys struct {
	// Everywhere.
	Back, Help, HelpTyping, Quit, Stop, Reload, Yes, No key.Binding
	// Lists and texts.
	Up, Down, PageUp, PageDown, Top, End, Open key.Binding
	// Going to another screen.
	New, Search, Sources, Matches, People, Export key.Binding
	// Acts on a request.
	Find, Accept, Release, Undo key.Binding
	// Decisions.
	Include, KeepOut, Withhold, Disclose, WithholdAll, DiscloseAll key.Binding
	// Inside an item.
	NextMark, PrevMark, NextItem, PrevItem key.Binding
	NextOpen, PrevOpen, SameWords, Gate    key.Binding
	Choose, Ground, ItemGround, Pages      key.Binding
	// What belongs together.
	Fold, Group key.Binding
	// On the pages of an item.
	NextPage, PrevPage, WholePage, Rectangle, TakeBack key.Binding
	// On a request.
	Add, Queries, Clues, Why key.Binding
	// Filters of the matches.
	All, Certain, Likely, Possible, Unlikely, OnlyNew key.Binding
	// Forms.
	NextField, PrevField, Left, Right, Submit key.Binding
}

// HelpWords are the words of the key that shows all keys of a screen.
const HelpWords = "help"

// New returns the keys.
func New() Keys {
	return Keys{
		Back:       bind("esc", "back", "esc"),
		Help:       bind("?", HelpWords, "?", "f1"),
		HelpTyping: bind("f1", HelpWords, "f1"),
		Quit:       bind("q", "quit", "q"),
		Stop:       bind("ctrl+c", "quit at once", "ctrl+c"),
		Reload:     bind("ctrl+r", "look again", "ctrl+r", "f5"),
		Yes:        bind("y", "yes", "y", "Y"),
		No:         bind("n", "no", "n", "N", "esc"),

		Up:       bind("↑", "up", "up", "k"),
		Down:     bind("↓", "down", "down", "j"),
		PageUp:   bind("pgup", "page up", "pgup", "ctrl+b"),
		PageDown: bind("pgdn", "page down", "pgdown", "ctrl+f", "space"),
		Top:      bind("home", "to the top", "home", "g"),
		End:      bind("end", "to the end", "end", "G"),
		Open:     bind("enter", "open", "enter"),

		New:     bind("n", "new request", "n"),
		Search:  bind("/", "search", "/"),
		Sources: bind("s", "sources", "s"),
		Matches: bind("m", "matches", "m"),
		People:  bind("p", "people", "p"),
		Export:  bind("x", "export", "x"),

		Find:    bind("f", "find", "f"),
		Accept:  bind("a", "accept", "a"),
		Release: bind("r", "release", "r"),
		Undo:    bind("u", "undo", "u"),

		Include:     bind("i", "include", "i"),
		KeepOut:     bind("o", "keep out", "o"),
		Withhold:    bind("w", "withhold", "w"),
		Disclose:    bind("d", "disclose", "d"),
		WithholdAll: bind("W", "withhold everywhere", "W"),
		DiscloseAll: bind("D", "disclose everywhere", "D"),

		NextMark: bind("tab", "next mark", "tab", "n"),
		PrevMark: bind("shift+tab", "mark before", "shift+tab", "p"),
		NextItem: bind("]", "next item", "]"),
		PrevItem: bind("[", "item before", "["),

		NextOpen:  bind(".", "next to decide", "."),
		PrevOpen:  bind(",", "to decide before", ","),
		SameWords: bind("=", "the same words everywhere", "="),
		Gate:      bind("L", "answer a gate", "L"),

		Choose:     bind("c", "choose", "c"),
		Ground:     bind("e", "ground and reason", "e"),
		ItemGround: bind("E", "ground for the whole item", "E"),
		Pages:      bind("v", "pages and areas", "v"),

		Fold:  bind("z", "fold", "z"),
		Group: bind("t", "all that belongs together", "t"),

		NextPage:  bind("]", "next page", "]"),
		PrevPage:  bind("[", "page before", "["),
		WholePage: bind("w", "whole page", "w"),
		Rectangle: bind("a", "area by numbers", "a"),
		TakeBack:  bind("x", "take back", "x"),

		Add:     bind("+", "add by hand", "+"),
		Queries: bind("Q", "queries", "Q"),
		Clues:   bind("C", "clues", "C"),
		Why:     bind("y", "why", "y"),

		All:      bind("0", "all", "0"),
		Certain:  bind("1", "certain", "1"),
		Likely:   bind("2", "likely", "2"),
		Possible: bind("3", "possible", "3"),
		Unlikely: bind("4", "unlikely", "4"),
		OnlyNew:  bind("5", "new or changed", "5"),

		NextField: bind("tab", "next field", "tab", "down"),
		PrevField: bind("shift+tab", "field before", "shift+tab", "up"),
		Left:      bind("←", "choice before", "left"),
		Right:     bind("→", "next choice", "right", "space"),
		Submit:    bind("enter", "next, then done", "enter"),
	}
}

func bind(name, words string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(name, words))
}

// Say returns the binding under other words, for a screen on which it does
// something more particular.
func Say(b key.Binding, words string) key.Binding {
	b.SetHelp(b.Help().Key, words)
	return b
}

// Pair lists two bindings on one line, for help.
func Pair(a, b key.Binding, words string) key.Binding {
	return key.NewBinding(key.WithKeys(append(a.Keys(), b.Keys()...)...), key.WithHelp(a.Help().Key+" "+b.Help().Key, words))
}

// List are the keys that move through a list or a text.
func (k Keys) List() Section {
	return Section{Title: "Moving", Keys: []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, Pair(k.Top, k.End, "to the top, to the end")}}
}

// Everywhere are the keys that work on each screen.
func (k Keys) Everywhere() Section {
	return Section{Title: "Everywhere", Keys: []key.Binding{k.Help, Say(k.HelpTyping, "help while typing"), k.Back, k.Reload, k.Quit, k.Stop}}
}
