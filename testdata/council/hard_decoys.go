package council

import (
	"strings"
)

// decoyLines hold the words of names in other senses. {F} and {S} are the
// forename and surname of a subject, {f} and {s} in small letters.
var decoyLines = []string{
	"Please mark the price on every label before the sale.",
	"The oven will brown the crust in ten minutes.",
	"The leaflet is to go out in May 2024, or in early June.",
	"Rose Court is closed for works until the end of April.",
	"There is a grace period of fourteen days on each fine.",
	"It was a long day, and the young bishop lost his page.",
	"A field trip to the marsh is planned; hope for summer weather.",
	"To be frank, the grant will chase no price rise this year.",
	"The church drew a large crowd on the green; miles of bunting were hung.",
	"Rich soil and green stone make the court look its best in daisy season.",
	"Joy was general when the brown bins came back.",
	"The {s} works in {F} Court are let to {S} & Sons Ltd.",
	"{S} Street is to be resurfaced between the chapel and {S} Bridge.",
	"The {F} Foundation has asked for a stand at the fair.",
	"Deliveries go to {S} Ltd, unit 4, opposite {F} House.",
	"Councillors walked from {S} Lane to the {F} Arms.",
	"The book by {S} and Partners, ordered in May, has come.",
}

// decoy writes a document that tells of no subject, though its words look so.
func (x *examiner) decoy(r *random, subject *Subject) error {
	who := x.m.people.byID[subject.Person]
	plain := func(s string) string {
		return strings.NewReplacer("{F}", who.First, "{S}", who.Surname, "{f}", strings.ToLower(who.First), "{s}", strings.ToLower(who.Surname)).Replace(s)
	}
	t := template{kind: "hard.decoy", dept: departmentByID("customer"), folder: "Notices", name: "Notice {num}", formats: words("docx odt txt pdf html")}
	var body []string
	for _, line := range shuffled(r, decoyLines)[:r.between(4, 8)] {
		body = append(body, plain(line))
	}
	t.body = strings.Join(body, "\n\n") + "\n\nIssued {today} by the office of {m.job}."
	s, item := x.scene(r, t, &probe{tag: "decoy", who: who})
	format := x.m.format(t)
	data, name, err := x.m.make(s, t, format)
	if err != nil {
		return err
	}
	return x.keep(item, t.dept.folder+"/"+t.folder, name, data)
}
