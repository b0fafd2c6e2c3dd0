package synth

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// made returns what a slot that is no phrase stands for: what is counted or
// drawn rather than listed. False for no such slot.
func (w *writer) made(name string) (string, bool) {
	r := w.r
	name, of, _ := strings.Cut(name, " ")
	switch name {
	case "surname", "forename":
		return w.raw(name, of), true
	case "blend":
		return w.blend(), true
	case "town":
		return pick(r, w.g.towns), true
	case "TOWN":
		return strings.ToUpper(pick(r, w.g.towns)), true
	case "n":
		return strconv.Itoa(1 + r.IntN(9)), true
	case "nn":
		return strconv.Itoa(1 + r.IntN(99)), true
	case "nnn":
		return strconv.Itoa(1 + r.IntN(400)), true
	case "digits":
		n, _ := strconv.Atoi(of)
		b := make([]byte, n)
		for i := range b {
			b[i] = '0' + byte(r.IntN(10)) //nolint:gosec // one digit
		}
		return string(b), true
	case "letter":
		return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[r.IntN(26):][:1], true
	case "date":
		return w.date(), true
	case "day":
		return w.day().Format("Monday"), true
	case "month":
		return w.day().Format("January"), true
	case "year":
		return strconv.Itoa(1996 + r.IntN(31)), true
	case "time":
		return fmt.Sprintf("%02d%s%02d", 7+r.IntN(14), pick(r, []string{":", ":", "."}), r.IntN(60)), true
	case "money":
		return fmt.Sprintf("£%d.%02d", r.IntN(3000), r.IntN(100)), true
	case "pounds":
		return "£" + strconv.Itoa(5*(1+r.IntN(200))), true
	case "postcode":
		return w.postcode(), true
	case "phone":
		return w.phone(), true
	default:
		return "", false
	}
}

// raw returns a name that is no person's here: of a street, a firm.
func (w *writer) raw(sort, culture string) string {
	for _, c := range w.g.cultures {
		if c.Name != culture && (culture != "" || c.Name != "english") {
			continue
		}
		if sort == "forename" {
			return pick(w.r, append(append([]string(nil), c.Women...), c.Men...))
		}
		return pick(w.r, c.Surnames)
	}
	return ""
}

// blend returns a word that is in no list, of a town or a name of anywhere.
func (w *writer) blend() string {
	c := w.g.cultures[w.r.IntN(len(w.g.cultures))]
	word, _, _ := strings.Cut(pick(w.r, w.g.towns), " ")
	if w.r.IntN(2) == 0 {
		word, _, _ = strings.Cut(pick(w.r, c.Surnames), " ")
	}
	end, _, _ := strings.Cut(pick(w.r, c.Surnames), " ")
	return blend(word, end)
}

func (w *writer) day() time.Time {
	return time.Date(1950+w.r.IntN(77), 1, 1+w.r.IntN(365), 0, 0, 0, 0, time.UTC)
}

func (w *writer) date() string {
	return w.day().Format(pick(w.r, []string{
		"2 January 2006", "2 January 2006", "02/01/2006", "02/01/2006", "2/1/06", "02.01.2006", "2 January", "Monday 2 January",
		"Monday 2 January 2006", "2006-01-02", "2 Jan 2006", "2 Jan", "02/01",
	}))
}

func (w *writer) postcode() string {
	r := w.r
	const inward = "ABDEFGHJLNPQRSTUWXYZ"
	letter := func() string { return inward[r.IntN(len(inward)):][:1] }
	area := pick(r, []string{"DL", "LS", "B", "M", "SW", "E", "N", "CF", "EH", "G", "BT", "NE", "YO", "HU", "PL", "TR", "NR", "IP", "KY", "LL", "SA", "SE", "W", "L", "S", "BD"})
	out := area + strconv.Itoa(1+r.IntN(40))
	if len(out) == 3 && r.IntN(12) == 0 {
		out += letter()
	}
	return out + pick(r, []string{" ", " ", " ", " ", ""}) + strconv.Itoa(r.IntN(10)) + letter() + letter()
}

func (w *writer) phone() string {
	d := w.r.IntN(1000)
	return fmt.Sprintf(pick(w.r, []string{"01632 960%03d", "07700 900%03d", "0113 496 0%03d", "020 7946 0%03d", "07700900%03d", "(01632) 960%03d", "+44 7700 900%03d"}), d)
}
