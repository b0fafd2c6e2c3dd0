package writing

import (
	"slices"
	"testing"
)

func TestWays(t *testing.T) {
	tests := map[string]struct {
		got  []string
		want []string
	}{
		"dates":     {Dates("1958-03-01"), []string{"1st March 1958", "01/03/1958", "1.3.58", "1958-03-01", "March 1, 1958"}},
		"no date":   {Dates("soon"), nil},
		"phones":    {Phones("07700 900123"), []string{"07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900123", "07700 900 123", "(07700) 900123"}},
		"codes":     {Codes("TN/123456"), []string{"TN/123456", "TN123456", "TN-123456", "TN 123456", "tn/123456"}},
		"plates":    {Plates("TA28 BCD"), []string{"TA28 BCD", "TA28BCD", "ta28 bcd"}},
		"addresses": {Addresses("14", "Larch Close", "Thornmere", "DL24 1QZ"), []string{"14 Larch Close, Thornmere, DL24 1QZ", "14 Larch Cl, Thornmere", "DL24 1QZ, 14 Larch Close"}},
		"flats":     {Addresses("Flat 3, 7", "Wharf Street", "Wexdale", "DL26 2RH"), []string{"7 Wharf Street (Flat 3), DL26 2RH", "3/7 Wharf Street, Wexdale"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, w := range tt.want {
				if !slices.Contains(tt.got, w) {
					t.Errorf("%q is not among %q", w, tt.got)
				}
			}
			if len(tt.want) == 0 && len(tt.got) > 0 {
				t.Errorf("got %q", tt.got)
			}
			for i, w := range tt.got {
				if slices.Contains(tt.got[:i], w) {
					t.Errorf("%q stands twice", w)
				}
			}
		})
	}
}
