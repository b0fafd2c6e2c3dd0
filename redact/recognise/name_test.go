package recognise_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/redact"
	"sarsen/redact/recognise"
	"sarsen/redact/tagger"
)

// texts joins what was found.
func texts(found []redact.Found) string {
	var out []string
	for _, f := range found {
		out = append(out, f.Text)
	}
	return strings.Join(out, " | ")
}

// TestNameGenres: names where letters, messages, forms and notes put them. The
// names are mostly words that no list has: the place has to tell.
func TestNameGenres(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"header with posts", "From: Whitcombe, Dorothea (Adult Social Care)\nTo: O'Dwyer, Fintan; Mbeki, Thandiwe (Legal)\nCc: Quill, Zorvan (Dept)", "Whitcombe, Dorothea | O'Dwyer, Fintan | Mbeki, Thandiwe | Quill, Zorvan"},
		{"reply line", "On 12 Mar 2024, at 10:15, Zqortan Plimna <zp@mail.example> wrote:", "Zqortan Plimna"},
		{"office system", "Zqortan Plimna@SARSEN\n12/03/2024", "Zqortan Plimna@SARSEN"},
		{"greeting", "Morning Zqortan and Plimna,\n\nplease call", "Zqortan | Plimna"},
		{"couple greeted", "Dear Mr & Mrs O'Neil,", "Mr & Mrs O'Neil"},
		{"greeting in small letters", "hi shabnam\n\nare you free", "shabnam"},
		{"signed for another", "Yours faithfully\npp Zqortan Plimna\nTeam Leader", "Zqortan Plimna"},
		{"signed on the line", "Kind regards, Zqortan", "Zqortan"},
		{"Welsh closing", "Cofion gorau\nZqortan Plimna", "Zqortan Plimna"},
		{"initials as a signature", "Regards,\nZP\n", "ZP"},
		{"conformed signature", "/s/ Zqortan Plimna\nNotes", "Zqortan Plimna"},
		{"attention", "FAO Zqortan Plimna\nFor the attention of Xola Brimt", "Zqortan Plimna | Xola Brimt"},
		{"care of", "c/o Mrs Zqortan, 3 High Street", "Mrs Zqortan"},
		{"attendance list", "Present: Cllr J Smith (Chair), Cllr Zqortan, P Okonkwo, T. Brannigan\nApologies: S Malik", "Cllr J Smith | Cllr Zqortan | P Okonkwo | T. Brannigan | S Malik"},
		{"attendance list over lines", "Present:\nZqortan Plimna\nXola Brimt\n\nMinutes of the last meeting", "Zqortan Plimna | Xola Brimt"},
		{"form in capitals", "NAME: ZQORTAN PLIMNA\nFORENAME(S): ZAINAB", "ZQORTAN PLIMNA | ZAINAB"},
		{"form in columns", "Parent 1      Zqortan Plimna     Parent 2     not known", "Zqortan Plimna"},
		{"label with a dash", "Client - Zqortan Plimna", "Zqortan Plimna"},
		{"next of kin", "Next of kin: Zqortan Plimna\nNOK: Xola Brimt (daughter)", "Zqortan Plimna | Xola Brimt"},
		{"done by", "Completed by: Zqortan Plimna  Date: 12/03/2024\nSeen by Xola Brimt on Monday", "Zqortan Plimna | Xola Brimt"},
		{"case note", "TC from mum Shanice re contact. HV to mum Shanice and baby Kayden.", "Shanice | Shanice | Kayden"},
		{"known as", "a youth known as \"Zquid\" was there", "Zquid"},
		{"police officer", "PC 1234 Zqortan attended", "PC 1234 Zqortan"},
		{"family", "the Patels at number 12", "Patels"},
		{"family in small letters", "next door (the hendersons) and the bakers rang", "hendersons"},
		{"what a family's matter is called", "is this the Zqortan one or the Plimna file? Not the Housing file.", "Zqortan | Plimna"},
		{"what a place is known as", "the land known as Zquid was sold", ""},
		{"in brackets behind a post", "I rang the duty SW (Zqortan) and mum (Plimna), at noon (Monday)", "Zqortan | Plimna"},
		{"epithet", "Ask Big Sandra from stores", "Big Sandra"},
		{"alone behind a label", "To: Zqort   Date 9/4  Time 10.20", "Zqort"},
		{"doing without a doer", "Texted Sandra, no reply. Rang Gethin ap Rhys", "Sandra | Gethin ap Rhys"},
		{"date and name", "On 6 April Reggie was seen", "Reggie"},
		{"label below a title", "with Rev. Zqortan\nRemarks: none", "Rev. Zqortan"},
		{"date of birth with dots", "D.O.B. and NAME", ""},
		{"small letters", "my name is zqortan plimna and my neighbour dave shouts; i spoke to sandra", "zqortan plimna | dave | sandra"},
		{"small letters with a title", "mr zqortan called again", "mr zqortan"},
		{"list in small letters", "they have leon, pamela, donna and brian.", "leon | pamela | donna | brian"},
		{"no blank", "We met JohnSmith at home", "JohnSmith"},
		{"surname first in a list", "Penhaligon, Zqortan\tManager\nPatel, Xola", "Penhaligon, Zqortan | Patel, Xola"},
		{"many communities", "Ifeoma Chukwuemeka, Kwabena Asante-Boateng, Cilmi Warsame, Gurpreet Kaur Dhaliwal and Nguyễn Thị Hương", "Ifeoma Chukwuemeka | Kwabena Asante-Boateng | Cilmi Warsame | Gurpreet Kaur Dhaliwal | Nguyễn Thị Hương"},
		{"Welsh patronymics", "Rhodri ap Gwilym and Angharad ferch Ifan", "Rhodri ap Gwilym | Angharad ferch Ifan"},
		{"no persons", "Baker Street is closed. Wilson & Co wrote. The Forest of Dean, St Mary's Church and Queen Elizabeth Hospital. Grant Thornton audited it.", ""},
		{"firms and laws", "Travis Perkins, Willmott Dixon, Morgan Sindall. Bristow & Sutor called. A Clare's Law request, Crohn's Disease.", ""},
		{"lists of what is no person", "Wards affected: Abbey, Victoria, Stanley and Florence. Then", ""},
		{"no labels", "Due by: Friday\nReply by: email\nFile name: Rose\nPaid by: Card", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := texts(recognise.Name(recognise.New(c.text, nil, time.Time{}))); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// TestNamesAgain: what is sure once in a text is a name elsewhere in it.
func TestNamesAgain(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"other letter case", "Sunita Patel called. patel was late, PATEL again, and Sunita's son.", "Sunita Patel | patel | PATEL | Sunita"},
		{"seen with a title", "Mrs Zqortan came. Later Zqortan left.", "Mrs Zqortan | Zqortan"},
		{"halves", "Anne Smith-Jones met us. Jones agreed and Smith left.", "Anne Smith-Jones | Jones | Smith"},
		{"misread", "Mrs Zomkortan came. Later Zornkortan left.", "Mrs Zomkortan | Zornkortan"},
		{"initials given", "Sunita Patel (SP) rang. SP agreed. The ASP did not.", "Sunita Patel | SP | SP"},
		{"initials that act", "Present: Harriet Bell\nAction 3: HB to write. HB is Housing Benefit", "Harriet Bell | HB | HB"},
		{"initials that speak", "Nerys Bebb met Cora Rees.\nNB: When?\nCR - in May. NB: Why?", "Nerys Bebb | Cora Rees | NB | CR | NB"},
		{"initials that end entries", "01/05/2023 Rang. No answer. MP\n02/05/2023 Seen. AM", "MP | AM"},
		{"initials before a quoted message", "All done.\n\nST\n\nOn 4 May 2024 at 19:45, the team wrote:\nhello", "ST"},
		{"initials in a subject", "Subject: Referral PL\n\nPlease see Paul Lowther", "PL | Paul Lowther"},
		{"initials of kin", "Call to MG (mother). She said that MG rang. MGF did not.", "MG | MG"},
		{"initials and no title", "LT rang. LT Tues.", "LT | LT"},
		{"a post in capitals", "Mrs Colette Brown SSW rang. The SSW left.", "Mrs Colette Brown"},
		{"words misread", "Apri1 and M0nday. The 0fficer", ""},
		{"a street of the same name", "Mrs Zqortan came to Zqortan Road.", "Mrs Zqortan"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := texts(recognise.Name(recognise.New(c.text, nil, time.Time{}))); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// TestLongLine: what a label announces is found wherever it stands in a line.
func TestLongLine(t *testing.T) {
	filler := strings.Repeat("and so on, ", 5000)
	text := recognise.New(filler+"Tenant: Oyelaran Quillfeather. "+filler, nil, time.Time{})
	if got := texts(recognise.Name(text)); got != "Oyelaran Quillfeather" {
		t.Errorf("found %q", got)
	}
}

func TestFileName(t *testing.T) {
	for text, want := range map[string]string{
		"Smith_J_assessment.docx":     "Smith_J",
		"baker-tom-2019.pdf":          "baker-tom",
		"TomBaker_review.pdf":         "TomBaker",
		"scan J Patel 2.tiff":         "J Patel",
		"Patel Sunita Anne.pdf":       "Patel Sunita Anne",
		"annual-report-2019.pdf":      "",
		"Green Park plan.pdf":         "",
		"Tom Baker called us. Then I": "",
		"tom baker.pdf\nmore":         "",
		"":                            "",
		".pdf":                        "",
	} {
		if got := texts(recognise.FileName(recognise.New(text, nil, time.Time{}))); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// people is a directory of one person.
type people struct{}

func (people) Name(words []string) int {
	if len(words) > 1 && (words[0] == "xola" && words[1] == "qwerty" || words[0] == "will" && words[1] == "may") {
		return 2
	}
	return 0
}

func (people) Part(word string) (forename, surname bool) { return word == "xola", word == "qwerty" }

// TestNamesOfTheDirectory: a name is known that the council's sources have, in
// small letters too, unless it is made of everyday words.
func TestNamesOfTheDirectory(t *testing.T) {
	for text, want := range map[string]string{
		"we saw xola qwerty there":   "xola qwerty",
		"Xola Qwerty rang. Qwerty":   "Xola Qwerty | Qwerty",
		"they will may be be there":  "",
		"Xola told us, Will May not": "Xola | Will May",
	} {
		in := recognise.New(text, nil, time.Time{})
		in.People = people{}
		if got := texts(recognise.Name(in)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestModelAndRulesAgree: what the rules are sure of stays whatever the model
// says, and the windows in which a long text is tagged lose nothing.
func TestModelAndRulesAgree(t *testing.T) {
	model, err := tagger.Load()
	if err != nil {
		t.Fatal(err)
	}
	note := "Dear Mrs Zqortan,\n\nTenant: Zqortan Plimna\nSpoke to John Smith about the repairs to the roof.\n\n"
	want := "Mrs Zqortan | Zqortan Plimna | John Smith"
	const times = 1500 // several windows
	in := recognise.New(strings.Repeat(note, times), nil, time.Time{})
	in.Model = model
	got := strings.Split(texts(recognise.Name(in)), " | ")
	if len(got) != 3*times {
		t.Fatalf("%d names, want %d", len(got), 3*times)
	}
	for i := 0; i < len(got); i += 3 {
		if strings.Join(got[i:i+3], " | ") != want {
			t.Fatalf("note %d: got %v, want %s", i/3, got[i:i+3], want)
		}
	}
}
