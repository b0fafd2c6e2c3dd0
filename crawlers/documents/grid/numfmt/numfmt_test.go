package numfmt

import "testing"

func TestNumberFormats(t *testing.T) {
	tests := []struct{ code, value, want string }{
		{"", "447700900123", "447700900123"},
		{"", "0.30000000000000004", "0.3"},
		{"", "1E+20", "100000000000000000000"},
		{"", "not a number", "not a number"},
		{"General", "12.5", "12.5"},
		{"0", "12.5", "13"},
		{"0", "12.499", "12"},
		{"0%", "0.025", "3%"},
		{"0.00", "1234.5", "1234.50"},
		{"#,##0", "1234567", "1,234,567"},
		{"#,##0.00", "-1234.567", "-1,234.57"},
		{"#,##0.00;(#,##0.00)", "-1234.5", "(1,234.50)"},
		{`"£"#,##0.00;[Red]-"£"#,##0.00`, "-5", "-£5.00"},
		{`[$£-809]#,##0.00`, "1599.99", "£1,599.99"},
		{`_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-`, "1599.99", "£1,599.99"},
		{"0%", "0.25", "25%"},
		{"0.00%", "0.025", "2.50%"},
		{"00000 000000", "1632960123", "01632 960123"},
		{"000 000 0000", "9434765919", "943 476 5919"},
		{"00-00-00", "123456", "12-34-56"},
		{"0.00E+00", "447700900123", "447700900123"},
		{"0,", "12345", "12"},
		{"#.##", "0.5", ".5"},
		{`0" years"`, "42", "42 years"},
		{";;;", "7", ""},
		{`[>100]"high";"low"`, "150", "high"},
		{`0;-0;"nil"`, "0", "nil"},
		{"# ?/?", "2.5", "2.5"},
		{"@", "7", "7"},
		{"dd/mm/yyyy", "29342", "01/05/1980"},
		{"d-mmm-yy", "39219", "17-May-07"},
		{"dddd, d mmmm yyyy", "39219", "Thursday, 17 May 2007"},
		{"[$-F800]dddd, mmmm dd, yyyy", "39219", "Thursday, May 17, 2007"},
		{"h:mm", "0.26041666", "6:15"},
		{"h:mm AM/PM", "0.76041666", "6:15 PM"},
		{"[h]:mm:ss", "1.5", "36:00:00"},
		{"mm:ss.0", "0.000723379", "01:02.5"},
		{"yyyy-mm-dd hh:mm", "39219.5", "2007-05-17 12:00"},
		{"yyyy-mm-dd", "1", "1900-01-01"},
		{"yyyy-mm-dd", "-1", "-1"},
		{"yyyy-mm-dd", "99999999", "99999999"},
	}
	for _, tt := range tests {
		t.Run(tt.code+" "+tt.value, func(t *testing.T) {
			if got := New(tt.code, false).Show(tt.value); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDate1904(t *testing.T) {
	if got := New("yyyy-mm-dd", true).Show("27880"); got != "1980-05-01" {
		t.Errorf("got %s", got)
	}
}

// FuzzNumberFormat holds formats to: no panic, and an output that is bounded
// by the lengths of format and value.
func FuzzNumberFormat(f *testing.F) {
	f.Add(`[$£-809]#,##0.00;[Red](0.0)`, "12.5")
	f.Add(`[h]:mm:ss.000 AM/PM "x" \y _z *`, "39219.75")
	f.Fuzz(func(t *testing.T, code, value string) {
		got := New(code, false).Show(value)
		if len(got) > 20*len(code)+len(value)+700 {
			t.Errorf("%d bytes from a format of %d", len(got), len(code))
		}
	})
}
