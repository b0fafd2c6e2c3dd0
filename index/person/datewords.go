package person

import "strings"

// months are the names of months in English and Welsh, with their short forms;
// Welsh ones also as they are written after "o".
var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
	"june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9,
	"october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,

	"ionawr": 1, "chwefror": 2, "mawrth": 3, "fawrth": 3, "ebrill": 4, "mai": 5, "fai": 5, "mehefin": 6, "fehefin": 6,
	"gorffennaf": 7, "orffennaf": 7, "awst": 8, "medi": 9, "fedi": 9, "hydref": 10, "tachwedd": 11, "dachwedd": 11,
	"rhagfyr": 12, "ragfyr": 12,
}

// welshMonths are the names that queries ask for, plain and after "o".
var welshMonths = [...][]string{
	{"ionawr"},
	{"chwefror"},
	{"mawrth", "fawrth"},
	{"ebrill"},
	{"mai", "fai"},
	{"mehefin", "fehefin"},
	{"gorffennaf", "orffennaf"},
	{"awst"},
	{"medi", "fedi"},
	{"hydref"},
	{"tachwedd", "dachwedd"},
	{"rhagfyr", "ragfyr"},
}

// romans are months as they are numbered on the Continent: 3.IV.1958.
var romans = map[string]int{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}

// ordinals are days in words, from the first.
var ordinals = []string{
	"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
	"fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty first", "twenty second",
	"twenty third", "twenty fourth", "twenty fifth", "twenty sixth", "twenty seventh", "twenty eighth", "twenty ninth", "thirtieth", "thirty first",
}

// ordinalWords maps their words to numbers; twenty and thirty to what goes
// before another.
var ordinalWords = func() map[string]int {
	m := map[string]int{"twenty": 20, "thirty": 30}
	for i, w := range ordinals {
		if !strings.Contains(w, " ") {
			m[w] = i + 1
		}
	}
	return m
}()

// dateWords are the words that a date may begin with.
var dateWords = func() *sieve {
	var v sieve
	for w := range months {
		v.add(w)
	}
	for w := range ordinalWords {
		v.add(w)
	}
	return &v
}()

// welshDays end the number of a day: 1af, 2il, 3ydd, 5ed, 7fed, 11eg, 21ain.
var welshDays = []string{"af", "il", "ydd", "ed", "fed", "eg", "ain"}

// welshDay writes a day as Welsh does.
func welshDay(day int) string {
	switch {
	case day == 1:
		return "af"
	case day == 2:
		return "il"
	case day == 3 || day == 4:
		return "ydd"
	case day == 5 || day == 6:
		return "ed"
	case day <= 10 || day == 12 || day == 15 || day == 18 || day == 20:
		return "fed"
	case day < 20:
		return "eg"
	default:
		return "ain"
	}
}

// dayEndings end the number of a day.
var dayEndings = append([]string{"st", "nd", "rd", "th"}, welshDays...)

// dayNumber reads the number of a day or a month, also 1st or 3ydd; -1 for
// anything else.
func dayNumber(w string) int {
	for _, ending := range dayEndings {
		if rest, ok := strings.CutSuffix(w, ending); ok && len(rest) <= 2 {
			return number(rest)
		}
	}
	if len(w) > 2 {
		return -1
	}
	return number(w)
}

// monthNamed returns the month of a name, or of a Roman number; 0 for neither.
func monthNamed(w string, roman bool) int {
	if m := months[w]; m > 0 || !roman {
		return m
	}
	return romans[w]
}
