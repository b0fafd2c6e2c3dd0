package people

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sarsen/testdata/council/damage"
)

// A form is one manner of writing a name; write returns "" for a name that has
// none of it.
type form struct {
	tag   string
	write func(n Name, below Below) string
}

// Manners lists the tags of all manners of writing a full name.
func Manners() []string {
	var out []string
	for _, f := range forms {
		out = append(out, f.tag)
	}
	return out
}

// Write writes the name in a manner; "" when the name has none of it, or the
// manner is unknown. What it returns has the surname, or a former one, along
// with a forename, a nickname or an initial.
func (n Name) Write(manner string, below Below) string {
	for _, f := range forms {
		if f.tag == manner {
			return strings.Join(strings.Fields(f.write(n, below)), " ")
		}
	}
	return ""
}

var forms = []form{
	{"plain", func(n Name, _ Below) string { return n.plain() }},
	{"middle_name", func(n Name, _ Below) string { return with(n.Middle, n.Full()) }},
	{"titled", func(n Name, _ Below) string { return n.Title + " " + n.plain() }},
	{"middle_initial", func(n Name, _ Below) string { return with(n.Middle, n.First+" "+letter(n.Middle)+". "+n.Surname) }},
	{"order_comma", func(n Name, _ Below) string { return n.Surname + ", " + n.First }},
	{"order_swapped", func(n Name, _ Below) string {
		if n.FamilyFirst {
			return n.First + " " + n.Surname
		}
		return n.Surname + " " + n.First
	}},
	{"register", func(n Name, _ Below) string { return strings.ToUpper(n.Surname) + " " + n.First }},
	{"capitals", func(n Name, _ Below) string { return strings.ToUpper(n.Title + " " + n.plain()) }},
	{"lower_case", func(n Name, _ Below) string { return strings.ToLower(n.plain()) }},
	{"initial", func(n Name, _ Below) string { return letter(n.First) + ". " + n.Surname }},
	{"initials", func(n Name, _ Below) string {
		return with(n.Middle, n.Title+" "+letter(n.First)+" "+letter(n.Middle)+" "+n.Surname)
	}},
	{"title_initial", func(n Name, _ Below) string { return n.Title + " " + letter(n.First) + " " + n.Surname }},
	{"initial_after", func(n Name, _ Below) string { return n.Surname + ", " + letter(n.First) }},
	{"nickname_surname", func(n Name, below Below) string {
		return withAny(n.Nicknames, below, func(s string) string { return s + " " + n.Surname })
	}},
	{"english_name", func(n Name, _ Below) string { return with(n.English, n.English+" "+n.Surname) }},
	{"english_and_own", func(n Name, _ Below) string { return with(n.English, n.English+" "+n.Surname+" "+n.First) }},
	{"former_name", func(n Name, _ Below) string { return with(n.Former, n.First+" "+n.Former) }},
	{"nee", func(n Name, _ Below) string { return with(n.Former, n.First+" "+n.Surname+" (née "+n.Former+")") }},
	{"half_barrel", func(n Name, below Below) string {
		halves := strings.Split(n.Surname, "-")
		if len(halves) != 2 {
			return ""
		}
		return n.First + " " + halves[below(2)]
	}},
	{"barrel_blank", func(n Name, _ Below) string {
		return changed(n, strings.ReplaceAll(n.Surname, "-", " "))
	}},
	{"barrel_joined", func(n Name, _ Below) string {
		if strings.Contains(n.Surname, "-") {
			return changed(n, strings.ReplaceAll(n.Surname, "-", ""))
		}
		return ""
	}},
	{"first_surname_only", func(n Name, _ Below) string {
		if parts := strings.Fields(n.Surname); len(parts) == 2 && len(parts[0]) > 3 && n.Sex == "f" {
			return n.First + " " + parts[0]
		}
		return ""
	}},
	{"particle_last", func(n Name, _ Below) string {
		if i := strings.LastIndex(n.Surname, " "); i > 0 && unicode.IsLower([]rune(n.Surname)[0]) {
			return n.Surname[i+1:] + ", " + n.First + " " + n.Surname[:i]
		}
		return ""
	}},
	{"particle_capital", func(n Name, _ Below) string {
		if unicode.IsLower([]rune(n.Surname)[0]) {
			return n.First + " " + strings.ToUpper(n.Surname[:1]) + n.Surname[1:]
		}
		return ""
	}},
	{"patronymic", func(n Name, below Below) string {
		return with(n.Patronymic, []string{n.First + " " + n.Patronymic + " " + n.Surname, n.Surname + " " + n.First + " " + n.Patronymic}[below(2)])
	}},
	{"religious_name", func(n Name, below Below) string {
		if n.Middle != "Singh" {
			return ""
		}
		return []string{n.First + " Singh " + n.Surname, n.Surname + " " + n.First + " Singh"}[below(2)]
	}},
	{"father_initial", func(n Name, _ Below) string {
		if !n.FamilyFirst || n.English != "" || n.Sex == "f" {
			return ""
		}
		return letter(n.Surname) + ". " + n.First
	}},
	{"other_spelling", func(n Name, below Below) string {
		return withAny(n.FirstForms, below, func(s string) string { return s + " " + n.Surname })
	}},
	{"other_surname_spelling", func(n Name, below Below) string {
		return withAny(n.SurnameForms, below, func(s string) string { return n.First + " " + s })
	}},
	{"both_other_spelling", func(n Name, below Below) string {
		if len(n.FirstForms) == 0 {
			return ""
		}
		return withAny(n.SurnameForms, below, func(s string) string { return n.FirstForms[below(len(n.FirstForms))] + " " + s })
	}},
	{"unaccented", func(n Name, _ Below) string { return different(n.plain(), unaccented(n.plain())) }},
	{"apostrophe", func(n Name, below Below) string {
		mark := []string{"’", "ʼ", "`", "´", "‘", "", " "}[below(7)]
		return changed(n, strings.ReplaceAll(n.Surname, "'", mark))
	}},
	{"typed", func(n Name, below Below) string { return n.spoilt(below, damage.Typed) }},
	{"heard", func(n Name, below Below) string { return n.spoilt(below, damage.Heard) }},
	{"split_hyphen", func(n Name, below Below) string {
		cut := []rune(n.Surname)
		at := 3 + below(3)
		if len(cut) < at+3 || !unicode.IsLower(cut[at-1]) || !unicode.IsLower(cut[at]) {
			return ""
		}
		return n.First + " " + string(cut[:at]) + "-" + broken + string(cut[at:])
	}},
	{"split_line", func(n Name, _ Below) string { return n.First + broken + n.Surname }},
}

// broken stands for the end of a line inside a name: Fields must not take it
// for a blank.
const broken = "\x00"

// Lines puts the ends of lines into what Write returned.
func Lines(text string) string { return strings.ReplaceAll(text, broken, "\n") }

// plain is forename and surname in the order of the name's culture.
func (n Name) plain() string {
	if n.FamilyFirst {
		return n.Surname + " " + n.First
	}
	return n.First + " " + n.Surname
}

// spoilt damages the longer of the names, now and then the other.
func (n Name) spoilt(below Below, how func(Below, string) string) string {
	first, last := n.First, n.Surname
	if (len(last) >= len(first)) == (below(4) > 0) {
		last = how(below, last)
	} else {
		first = how(below, first)
	}
	return different(n.First+" "+n.Surname, first+" "+last)
}

func changed(n Name, surname string) string {
	if different(n.Surname, surname) == "" {
		return ""
	}
	return n.First + " " + surname
}

func different(from, to string) string {
	if from == to {
		return ""
	}
	return to
}

func with(part, text string) string {
	if part == "" {
		return ""
	}
	return text
}

func withAny(list []string, below Below, write func(string) string) string {
	if len(list) == 0 {
		return ""
	}
	return write(list[below(len(list))])
}

func letter(name string) string { return string([]rune(name)[:1]) }

// unaccented is what a keyboard without accents leaves: strokes and thorns as
// their nearest letter.
func unaccented(s string) string {
	s = strings.NewReplacer("ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "ß", "ss", "Þ", "Th", "þ", "th", "ð", "d", "ı", "i").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}
