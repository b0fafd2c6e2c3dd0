package components

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"sarsen/tui/keymap"
	"sarsen/tui/styles"
)

// A Field of a form: text that is typed or, with Choices, one of them.
type Field struct {
	Label   string
	Hint    string // shown below the field that one is in
	Choices []string
	Problem string // what is wrong with it, "" when nothing is

	input  textinput.Model
	choice int
}

// NewField returns a text field with a first value.
func NewField(label, value, hint string) Field {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = 500
	in.SetValue(value)
	return Field{Label: label, Hint: hint, input: in}
}

// NewChoice returns a field with a fixed list of answers, the first chosen.
func NewChoice(label string, choices []string, hint string) Field {
	return Field{Label: label, Hint: hint, Choices: choices, input: textinput.New()}
}

// Choose picks an answer of a field that has choices, if it is one of them.
func (f Field) Choose(answer string) Field {
	for i, c := range f.Choices {
		if c == answer {
			f.choice = i
		}
	}
	return f
}

// Value is what was typed, without the spaces around it, or chosen.
func (f Field) Value() string {
	if len(f.Choices) > 0 {
		return f.Choices[f.choice]
	}
	return strings.TrimSpace(f.input.Value())
}

// A Form is a list of fields of which one has the cursor. Its fields are
// shared by its copies.
type Form struct {
	Fields []Field
	At     int
}

// NewForm returns a form with the cursor in its first field.
func NewForm(st styles.Styles, fields ...Field) Form {
	for i := range fields {
		fields[i].input.SetStyles(st.Field)
	}
	return Form{Fields: fields}.Focus(0)
}

// Focus puts the cursor into a field.
func (f Form) Focus(at int) Form {
	f.Fields = append([]Field(nil), f.Fields...)
	f.Fields[f.At].input.Blur()
	f.At = (at + len(f.Fields)) % len(f.Fields)
	f.Fields[f.At].input.Focus()
	return f
}

// Update takes a key press or what is pasted. submit is true when enter was
// pressed in the last field.
func (f Form) Update(k keymap.Keys, msg tea.Msg) (form Form, submit bool, cmd tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	field := f.Fields[f.At]
	switch {
	case ok && key.Matches(press, k.Submit):
		if f.At == len(f.Fields)-1 {
			return f, true, nil
		}
		return f.Focus(f.At + 1), false, nil
	case ok && key.Matches(press, k.NextField):
		return f.Focus(f.At + 1), false, nil
	case ok && key.Matches(press, k.PrevField):
		return f.Focus(f.At - 1), false, nil
	case len(field.Choices) > 0:
		n := len(field.Choices)
		if ok && key.Matches(press, k.Left) {
			field.choice = (field.choice + n - 1) % n
		}
		if ok && key.Matches(press, k.Right) {
			field.choice = (field.choice + 1) % n
		}
	default:
		field.input, cmd = field.input.Update(msg)
	}
	if ok {
		field.Problem = ""
	}
	f.Fields = append([]Field(nil), f.Fields...)
	f.Fields[f.At] = field
	return f, false, cmd
}

// Complain sets what is wrong with a field.
func (f Form) Complain(at int, problem string) Form {
	f.Fields = append([]Field(nil), f.Fields...)
	f.Fields[at].Problem = problem
	return f
}

// View returns a line for each field and, below, the hint of the field that
// one is in; what is wrong with a field stands under it.
func (f Form) View(st styles.Styles, width int) []string {
	label := 0
	for _, field := range f.Fields {
		label = max(label, len(field.Label))
	}
	lines := make([]string, 0, 2*len(f.Fields)+2)
	for i, field := range f.Fields {
		lead, tone := "   ", styles.Plain
		if i == f.At {
			lead, tone = " > ", styles.Strong
		}
		lines = append(lines, lead+st.Paint(tone, Fit(field.Label, label, false))+"  "+field.view(st, i == f.At, width-label-7))
		if field.Problem != "" {
			lines = append(lines, strings.Repeat(" ", label+5)+st.Paint(styles.Bad, Cut("! "+field.Problem, width-label-6)))
		}
	}
	lines = append(lines, "")
	for _, l := range Wrap(f.Fields[f.At].Hint, width-6) {
		lines = append(lines, "   "+st.Paint(styles.Dim, l))
	}
	return lines
}

func (f Field) view(st styles.Styles, focused bool, width int) string {
	if len(f.Choices) == 0 {
		in := f.input
		in.SetWidth(max(4, width-1))
		return strings.TrimRight(in.View(), " ")
	}
	if focused {
		return st.Paint(styles.Selected, "‹ "+f.Value()+" ›")
	}
	return f.Value()
}
