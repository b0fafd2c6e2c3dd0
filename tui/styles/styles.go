// Package styles holds every colour and text style of the terminal interface.
//
// Colours are the terminal's own sixteen where they can be, so that an
// officer's theme and contrast settings are kept. No style is the only carrier
// of a meaning: what is coloured is also worded, bracketed or underlined, so
// screens read the same without colour.
package styles

import (
	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
)

// A Tone is what a piece of text wants to say by its look.
type Tone int

// The tones.
const (
	Plain  Tone = iota
	Dim         // beside the point
	Strong      // worth noticing
	Good        // done, in order
	Warn        // needs somebody
	Bad         // wrong, or late
	Accent      // headings
	Selected
	// The tones of an item's text.
	Subject   // the subject's own data
	Withheld  // is blacked out
	Disclosed // stays readable
	Undecided // somebody has to decide
	Source    // tells who a confidential source is
	Joint     // the subject's and somebody else's
	Look      // may tell who is meant, and is for a look
	Protected // raises a gate
	Current   // the mark that keys act on
	count
)

// Styles turn tones into looks. The zero value is not usable.
type Styles struct {
	tones [count]lipgloss.Style
	// Field styles the text fields of forms.
	Field textinput.Styles
}

// New returns the styles for a terminal with a dark or a light background.
func New(dark bool) Styles {
	pick := lipgloss.LightDark(dark)
	plain := lipgloss.NewStyle()
	grey := pick(lipgloss.Color("#5f5f5f"), lipgloss.Color("#a8a8a8"))
	red := pick(lipgloss.Color("1"), lipgloss.Color("9"))
	green := pick(lipgloss.Color("2"), lipgloss.Color("10"))
	amber := pick(lipgloss.Color("#875f00"), lipgloss.Color("11"))
	yellow := lipgloss.Color("3")
	blue := pick(lipgloss.Color("4"), lipgloss.Color("14"))
	s := Styles{tones: [count]lipgloss.Style{
		Plain:    plain,
		Dim:      plain.Foreground(grey),
		Strong:   plain.Bold(true),
		Good:     plain.Foreground(green),
		Warn:     plain.Foreground(amber),
		Bad:      plain.Foreground(red).Bold(true),
		Accent:   plain.Foreground(blue).Bold(true),
		Selected: plain.Reverse(true),

		Subject:   plain.Foreground(blue).Underline(true),
		Withheld:  plain.Foreground(red).Bold(true),
		Disclosed: plain.Foreground(green),
		Undecided: plain.Foreground(amber).Bold(true),
		Source:    plain.Foreground(red).Bold(true).Underline(true),
		Joint:     plain.Foreground(yellow),
		Look:      plain.Foreground(grey),
		Protected: plain.Foreground(amber).Underline(true),
		Current:   plain.Reverse(true).Bold(true),
	}}
	s.Field = textinput.DefaultStyles(dark)
	s.Field.Focused.Text, s.Field.Blurred.Text = plain, plain
	s.Field.Focused.Placeholder, s.Field.Blurred.Placeholder = s.tones[Dim], s.tones[Dim]
	s.Field.Cursor.Blink = false
	return s
}

// Paint shows text in a tone. Text with no look of its own is returned as it is.
func (s Styles) Paint(t Tone, text string) string {
	if t == Plain || text == "" {
		return text
	}
	return s.tones[t].Render(text)
}
