package people

import "strings"

// Stories draws the twenty subjects.
func Stories(below Below) []Story {
	makers := []func(Below) Story{
		barrelled, common, father, muslim, polish, nordic, icelandic, chinese, hungarian, sikh,
		tamil, dutch, welsh, scottish, words, african, short, slavic, spanish, officer,
	}
	out := make([]Story, len(makers))
	for i, m := range makers {
		out[i] = m(below)
		out[i].Told = i%2 == 0
		out[i].Moved = i%3 != 1
	}
	return out
}

// like makes somebody of the subject's name.
func like(n Name, l Likeness) Namesake {
	n.Middle, n.Former, n.Patronymic, n.English = "", "", "", ""
	return Namesake{Name: n, Likeness: l}
}

// spouse is somebody of the same surname.
func spouse(below Below, n Name) Name {
	if n.Sex == "f" {
		return Name{Title: "Mr", First: draw(below, englishMen).name, Surname: n.Surname, Sex: "m"}
	}
	return Name{Title: "Mrs", First: draw(below, englishWomen).name, Surname: n.Surname, Sex: "f"}
}

// barrelled: maiden name, nicknames, an apostrophe and a hyphen.
func barrelled(below Below) Story {
	maiden := draw(below, plainSurnames)
	last := draw(below, irishSurnames)
	last.name += "-" + maiden.name
	for i := range last.forms {
		last.forms[i] += "-" + maiden.name
	}
	n := given(draw(below, englishWomen), last, "f", "Mrs")
	n.Middle, n.Former = draw(below, middleWomen).name, maiden.name
	s := Story{Why: "maiden name, nicknames, apostrophe and hyphen; a namesake elsewhere", Name: n, Household: []Name{spouse(below, n)}}
	s.Namesakes = []Namesake{like(n, Elsewhere)}
	return s
}

// common: one of the commonest names.
func common(below Below) Story {
	n := given(draw(below, englishMen), draw(below, commonSurnames), "m", "Mr")
	n.Middle = draw(below, middleMen).name
	middle := like(n, Middle)
	middle.Middle = other(below, middleMen, n.Middle).name
	return Story{Why: "one of the commonest names, with namesakes elsewhere, of another middle name and in the same street", Name: n, Namesakes: []Namesake{like(n, Elsewhere), middle, like(n, SameStreet)}}
}

// father: parent and child of one name under one roof.
func father(below Below) Story {
	n := given(draw(below, englishMen), draw(below, plainSurnames), "m", "Mr")
	n.Middle = draw(below, middleMen).name
	return Story{Why: "a son of the same name at the same address, and a brother of the same initial", Name: n, Household: []Name{spouse(below, n)}, Namesakes: []Namesake{like(n, Junior), sibling(below, n, englishMen)}}
}

func sibling(below Below, n Name, pool string) Namesake {
	out := like(n, Sibling)
	for range 40 {
		e := other(below, pool, n.First)
		out.First, out.Nicknames, out.FirstForms = e.name, e.nicknames, e.forms
		if strings.HasPrefix(e.name, string([]rune(n.First)[:1])) {
			break
		}
	}
	return out
}

// muslim: a forename and a surname of many spellings.
func muslim(below Below) Story {
	n := given(draw(below, muslimMen), draw(below, muslimSurnames), "m", "Mr")
	return Story{Why: "a forename and a surname of many spellings; a namesake elsewhere and one in the same street", Name: n, Household: []Name{{Title: "Mrs", First: "Nasreen", Surname: n.Surname, Sex: "f"}}, Namesakes: []Namesake{like(n, Elsewhere), like(n, SameStreet)}}
}

// polish: letters with strokes and accents in a name of two surnames.
func polish(below Below) Story {
	first := draw(below, polishSurnames)
	second := other(below, polishSurnames, first.name)
	n := given(draw(below, polishWomen), entry{name: first.name + "-" + second.name}, "f", "Ms")
	n.Former = first.name
	return Story{Why: "letters with accents and strokes, two surnames of which one was hers before", Name: n, Namesakes: []Namesake{like(n, Elsewhere)}}
}

// nordic: ø, å, ß and umlauts.
func nordic(below Below) Story {
	n := given(draw(below, nordicMen), draw(below, nordicSurnames), "m", "Mr")
	return Story{Why: "letters that are written as two, or without their stroke", Name: n, Household: []Name{spouse(below, n)}}
}

// icelandic: þ and ð, and a patronymic for a surname.
func icelandic(below Below) Story {
	n := given(draw(below, iceWomen), draw(below, icePatronymics), "f", "Ms")
	return Story{Why: "thorn and eth, and a patronymic for a surname", Name: n, Namesakes: []Namesake{like(n, SameBirth)}}
}

// chinese: the family name first or last, and an English forename.
func chinese(below Below) Story {
	n := given(draw(below, chineseWomen), draw(below, chineseNames), "f", "Mrs")
	n.FamilyFirst, n.English = true, draw(below, english).name
	return Story{Why: "family name first or last, and an English forename in daily use; a namesake elsewhere", Name: n, Namesakes: []Namesake{like(n, Elsewhere)}}
}

// hungarian: the family name first, with long umlauts.
func hungarian(below Below) Story {
	n := given(draw(below, hungarianWomen), draw(below, hungarianNames), "f", "Mrs")
	n.FamilyFirst = true
	n.Former = other(below, hungarianNames, n.Surname).name
	return Story{Why: "family name first, letters with double accents, a former name", Name: n}
}

// sikh: Singh between, after or for the surname.
func sikh(below Below) Story {
	n := given(draw(below, sikhMen), draw(below, sikhSurnames), "m", "Mr")
	n.Middle = "Singh"
	woman := like(n, OtherGender)
	woman.Title, woman.Sex, woman.Middle = "Mrs", "f", "Kaur"
	return Story{Why: "Singh for a middle name or a surname, and a woman of the same forename and surname", Name: n, Namesakes: []Namesake{woman}}
}

// tamil: the father's name before, after, or as an initial.
func tamil(below Below) Story {
	n := given(draw(below, tamilMen), draw(below, tamilFathers), "m", "Mr")
	n.FamilyFirst = true
	return Story{Why: "the father's name before or after one's own, or as an initial; long names in many spellings", Name: n, Household: []Name{{Title: "Mrs", First: "Kamala", Surname: n.Surname, Sex: "f"}}}
}

// dutch: particles.
func dutch(below Below) Story {
	n := given(draw(below, dutchMen), draw(below, dutchSurnames), "m", "Mr")
	return Story{Why: "particles before the surname that are joined, shortened or put last", Name: n, Namesakes: []Namesake{like(n, Elsewhere)}}
}

// welsh: ap.
func welsh(below Below) Story {
	parent := draw(below, welshParents)
	last := entry{name: "ap " + parent.name, forms: []string{"Ap " + parent.name, "ab " + parent.name, "ap-" + parent.name}}
	for _, f := range parent.forms {
		last.forms = append(last.forms, "ap "+f)
	}
	return Story{Why: "ap and its spellings", Name: given(draw(below, welshMen), last, "m", "Mr")}
}

// scottish: Mac, Mc and M'.
func scottish(below Below) Story {
	n := given(draw(below, scottishMen), draw(below, scottishNames), "m", "Mr")
	n.Middle = draw(below, middleMen).name
	return Story{Why: "Mac, Mc or M', and a namesake in the same street", Name: n, Household: []Name{spouse(below, n)}, Namesakes: []Namesake{like(n, SameStreet), sibling(below, n, scottishMen)}}
}

// words: every part of the name is an ordinary word.
func words(below Below) Story {
	n := given(draw(below, wordWomen), draw(below, wordSurnames), "f", "Miss")
	n.Middle = other(below, wordWomen, n.First).name
	if below(2) == 0 {
		n = given(draw(below, wordMen), draw(below, wordSurnames), "m", "Mr")
	}
	return Story{Why: "every part of the name is an ordinary word", Name: n, Words: true, Namesakes: []Namesake{like(n, Elsewhere)}}
}

// african: a long name that is shortened, and two surnames in use.
func african(below Below) Story {
	n := given(draw(below, africanMen), draw(below, africanNames), "m", "Mr")
	n.Middle = "Emmanuel"
	n.Former = n.Surname + "-" + draw(below, africanSecond).name
	return Story{Why: "a long name that is shortened, and two surnames in use", Name: n, Namesakes: []Namesake{like(n, Elsewhere)}}
}

// short: names of two letters.
func short(below Below) Story {
	n := given(draw(below, shortWomen), draw(below, shortNames), "f", "Ms")
	return Story{Why: "names of two letters", Name: n}
}

// slavic: transliterated, with a patronymic.
func slavic(below Below) Story {
	n := given(draw(below, slavicMen), draw(below, slavicNames), "m", "Mr")
	n.Patronymic = draw(below, slavicFathers).name
	return Story{Why: "transliterated in many ways, with a patronymic; a namesake elsewhere", Name: n, Namesakes: []Namesake{like(n, Elsewhere)}}
}

// spanish: two surnames, of which the second is left out.
func spanish(below Below) Story {
	last := entry{name: draw(below, spanishFirsts).name + " " + draw(below, spanishSeconds).name}
	n := given(draw(below, spanishWomen), last, "f", "Ms")
	if below(2) == 0 {
		n = given(draw(below, turkishMen), draw(below, turkishNames), "m", "Mr")
	}
	return Story{Why: "two surnames and tildes, or dotless letters and cedillas", Name: n}
}

// officer: a member of staff bears the subject's name.
func officer(below Below) Story {
	n := given(draw(below, irishWomen), draw(below, commonSurnames), "f", "Mrs")
	n.Former = draw(below, plainSurnames).name
	return Story{Why: "a member of staff of the same name, and a former name", Name: n, Household: []Name{spouse(below, n)}, Namesakes: []Namesake{like(n, Officer)}}
}
