package recognise_test

import (
	"strings"
	"testing"

	"sarsen/redact/recognise"
)

func TestAge(t *testing.T) {
	finds(t, recognise.Age, map[string]string{
		"She is aged 43.":                     "aged 43",
		"aged 3 months":                       "aged 3 months",
		"Age: 43":                             "Age: 43",
		"a 7-year-old boy":                    "7-year-old",
		"a six-month-old baby":                "six-month-old",
		"a 43yo male":                         "43yo",
		"He is 20 years old":                  "20 years old",
		"This 74 year old female complaining": "74 year old",
		"She is in her late eighties.":        "in her late eighties",
		"a man in his 40s":                    "in his 40s",
		"It was his 3rd birthday.":            "3rd birthday",
		"My brother just turned 60":           "60",
		"He retired at the age of 61":         "age of 61",
		"She is in Year 9 at school.":         "Year 9",
	})
	findsNothing(t, recognise.Age,
		"People aged 65 and over", "children aged 5 to 11", "residents aged 16-24", "The boiler is 20 years old", "a 10-year-old lease",
		"We turned 18 people away", "the scheme for all 65 year old residents", "The Year 9 curriculum", "aged care", "in the 80s", "a policy for adults aged 18 or over",
	)
}

func TestRelation(t *testing.T) {
	finds(t, recognise.Relation, map[string]string{
		"I spoke to his mother about it.":       "his mother",
		"Her ex-husband has the keys.":          "Her ex-husband",
		"his late brother and my mother-in-law": "his late brother | my mother-in-law",
		"the patient's partner rang":            "the patient's partner",
		"the tenant’s son":                      "the tenant’s son",
		"Tom's mother said no.":                 "mother",
		"Mrs Patel's elder sister came.":        "elder sister",
		"She is foster carer of Mia Jones.":     "foster carer",
		"The mother of the child agreed.":       "The mother of the child",
		"His next of kin is Jane.":              "His next of kin",
		"Mae ei fam yn dweud":                   "ei fam",
		"his wife's estate":                     "his wife",
	})
	findsNothing(t, recognise.Relation,
		"Parents should tell their children.", "A mother of two was there.", "You or your partner may claim.", "He or she may ask his or her mother.",
		"our sister company", "the parent company", "Mother's Day", "her mother tongue", "Carers and their families", "Tell your landlord.", "brother printers",
	)
}

func TestPost(t *testing.T) {
	finds(t, recognise.Post, map[string]string{
		"The headteacher of Hill School agreed.": "The headteacher of Hill School",
		"the manager of Rose Court rang":         "the manager of Rose Court",
		"Our ward councillor for Northgate":      "Our ward councillor for Northgate",
		"the GP at the Elm practice":             "the GP at the Elm practice",
		"the duty social worker on 3 May":        "the duty social worker on 3 May",
		"saw the social worker on Tuesday":       "the social worker on Tuesday",
	})
	findsNothing(t, recognise.Post,
		"the chair of the committee", "the head of Housing Benefits", "the Secretary of State for Work", "a Doctor of Philosophy", "Social workers on the team",
		"the principal of the Loan", "Head of the International Law Department", "the officer", "managers at all levels",
	)
}

func TestContext(t *testing.T) {
	finds(t, recognise.Context, map[string]string{
		"the neighbour at number 12 complained": "the neighbour at number 12",
		"neighbours at 14 are noisy":            "neighbours at 14",
		"the owner of 12 High Street":           "the owner",
		"the family in flat 3":                  "the family in flat 3",
		"the lady at no 7":                      "the lady at no 7",
		"the tenant upstairs plays music":       "the tenant upstairs",
		"the man across the road":               "the man across the road",
		"the people next door":                  "the people next door",
		"my next door neighbour":                "my next door neighbour",
		"the only Polish family in the street":  "the only Polish family in the street",
		"the woman who lives opposite":          "the woman who lives opposite",
		"the boy who was excluded last week":    "the boy who was excluded last week",
		"your sister's boyfriend":               "your sister's boyfriend",
		"the person who reported you":           "the person who reported you",
		"the person who made the complaint":     "the person who made the complaint",
		"A neighbour told us that":              "A neighbour",
		"from one of your neighbours":           "one of your neighbours",
	})
	findsNothing(t, recognise.Context,
		"the person who made the application", "the tenant at 9am", "people who live in the area", "The tenant who pays rent", "anyone who reported it",
		"the people at 10 o'clock", "the family in need", "the only way in", "neighbours should talk to each other", "residents at 20% of sites",
	)
}

func finds(t *testing.T, find recognise.Recogniser, cases map[string]string) {
	t.Helper()
	for text, want := range cases {
		if got := found(find, text); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

func findsNothing(t *testing.T, find recognise.Recogniser, cases ...string) {
	t.Helper()
	for _, s := range cases {
		if got := found(find, s); got != "" {
			t.Errorf("%q: found %q", s, got)
		}
	}
}

// TestColumns: columns of ages and of relationships say what their cells are.
func TestColumns(t *testing.T) {
	s := "Tom\t43\tSon\nPage\t12\tnone"
	cell := func(text, label string) recognise.Hint {
		i := strings.Index(s, text)
		return recognise.Hint{Start: i, End: i + len(text), Kind: "cell", Label: label}
	}
	hints := []recognise.Hint{cell("Tom", "Name"), cell("43", "Age"), cell("Son", "Relationship to you"), cell("12", "Pages"), cell("none", "Relationship to you")}
	text := recognise.New(s, hints, today)
	if got := recognise.Age(text); len(got) != 1 || got[0].Text != "43" {
		t.Errorf("ages: %v", got)
	}
	if got := recognise.Relation(text); len(got) != 1 || got[0].Text != "Son" {
		t.Errorf("relationships: %v", got)
	}
}

// TestWhose: the reason of a relationship says whose relative it is.
func TestWhose(t *testing.T) {
	for text, whose := range map[string]string{"his mother": `"his"`, "Mrs Patel's sister": `"Mrs Patel"`, "the patient's son": `"patient"`, "mother of Mia Jones": `"Mia Jones"`} {
		got := recognise.Relation(recognise.New(text, nil, today))
		if len(got) != 1 || !strings.HasSuffix(got[0].Reason, "of "+whose) {
			t.Errorf("%q: %v, want of %s", text, got, whose)
		}
	}
}
