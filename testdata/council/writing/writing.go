// Package writing writes one fact in the many ways in which offices do: dates
// of birth, telephone numbers, identifiers and references, addresses.
//
// Each function returns all its ways, the usual one first, none of them twice
// and none that another fact of the same kind could be written as.
package writing

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Dates returns a date of birth as it is written, "" and wrong dates as none.
func Dates(iso string) []string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return nil
	}
	suffix := "th"
	if d := day.Day(); d/10 != 1 {
		switch d % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	out := []string{fmt.Sprintf("%d%s %s", day.Day(), suffix, day.Format("January 2006"))}
	for _, layout := range []string{
		"2 January 2006", "02/01/2006", "2/1/2006", "02.01.2006", "2.1.06", "02-01-2006", time.DateOnly, "January 2, 2006", "2 Jan 2006", "02-Jan-2006", "2 Jan 06",
		"02/01/06", "Monday 2 January 2006", "2006/01/02",
	} {
		out = append(out, day.Format(layout))
	}
	return distinct(out)
}

// Phones returns a British telephone number, given with a blank after its area
// code.
func Phones(number string) []string {
	code, rest, ok := strings.Cut(number, " ")
	if !ok {
		return nil
	}
	flat, local := digits(number), digits(rest)
	half := len(local) / 2
	return distinct([]string{
		number, flat, "+44 " + number[1:], "+44 (0)" + number[1:], "+44" + flat[1:], "0044 " + number[1:], "(" + code + ") " + rest,
		code + "-" + local, code + " " + local[:half] + " " + local[half:], code + "." + local[:half] + "." + local[half:], code + "/" + local,
	})
}

// Codes returns an identifier or reference.
func Codes(value string) []string {
	flat := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value)
	separated := func(by string) string { return strings.NewReplacer(" ", by, "-", by, "/", by).Replace(value) }
	return distinct([]string{value, flat, separated("-"), separated(" "), separated("/"), separated("."), strings.ToLower(value), strings.ToLower(flat)})
}

// Plates returns the registration of a vehicle.
func Plates(value string) []string {
	flat := strings.ReplaceAll(value, " ", "")
	return distinct([]string{value, flat, strings.ToLower(value), strings.ToLower(flat), strings.ReplaceAll(value, " ", "-")})
}

// shortened are the words of streets that are abbreviated.
var shortened = map[string]string{
	"Close": "Cl", "Street": "St", "Road": "Rd", "Lane": "Ln", "Avenue": "Ave", "Gardens": "Gdns", "Court": "Ct", "Terrace": "Terr", "Crescent": "Cres",
	"Drive": "Dr", "Place": "Pl", "Grove": "Gr", "Buildings": "Bldgs", "Square": "Sq",
}

// Addresses returns an address: house is a number, "14A" or "Flat 3, 7".
func Addresses(house, street, town, postcode string) []string {
	short := street
	if i := strings.LastIndex(street, " "); i > 0 {
		if s := shortened[street[i+1:]]; s != "" {
			short = street[:i+1] + s
		}
	}
	tight := strings.ReplaceAll(postcode, " ", "")
	out := []string{
		house + " " + street + ", " + town + ", " + postcode,
		house + " " + short + ", " + town,
		house + ", " + street + ", " + town + " " + tight,
		house + " " + short + ". " + postcode,
		strings.ToUpper(house + " " + street + ", " + town + ", " + postcode),
		strings.ToLower(house + " " + street + ", " + town + " " + tight),
		postcode + ", " + house + " " + street,
		house + " " + street + "\n" + town + "\n" + postcode,
		house + " " + street,
	}
	if flat, number, ok := strings.Cut(house, ", "); ok {
		unit := strings.TrimPrefix(flat, "Flat ")
		out = append(out, number+" "+street+" ("+flat+"), "+postcode, unit+"/"+number+" "+street+", "+town, flat+" "+number+" "+short+", "+town,
			"Apartment "+unit+", "+number+" "+street+", "+tight, "Fl. "+unit+", "+number+" "+street+", "+town)
	}
	return distinct(out)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// distinct drops what is empty or stands twice, in order.
func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
