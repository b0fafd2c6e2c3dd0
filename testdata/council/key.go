package council

import "time"

// A Key is the answer to everything a test can ask of a council: who lives and
// works in it, and what of whom stands in which document.
type Key struct {
	Council   string    `json:"council"`
	Seed      int64     `json:"seed"`
	Docs      int       `json:"docs"`
	Passwords []string  `json:"passwords"` // of the encrypted archives
	Subjects  []Subject `json:"subjects"`
	People    []*Person `json:"people"` // those who are mentioned, or belong to a subject
	Items     []*Item   `json:"items"`  // in the order they were made
}

// A Person is somebody invented.
type Person struct {
	ID        string   `json:"id"`
	Role      Role     `json:"role"`
	Title     string   `json:"title,omitempty"` // "" for children
	First     string   `json:"first"`
	Middle    string   `json:"middle,omitempty"`
	Surname   string   `json:"surname"`
	Former    string   `json:"former,omitempty"` // former surname
	Nicknames []string `json:"nicknames,omitempty"`
	Variants  []string `json:"variants,omitempty"` // "First Surname" as others misspell it
	Sex       string   `json:"sex"`                // "f" or "m"
	Born      string   `json:"born,omitempty"`     // YYYY-MM-DD
	Address   Address  `json:"address,omitzero"`
	Previous  Address  `json:"previous,omitzero"` // where the person lived before
	Phones    []string `json:"phones,omitempty"`
	Emails    []string `json:"emails,omitempty"`
	// Job, Department and Organisation are set for staff and professionals.
	Job          string `json:"job,omitempty"`
	Department   string `json:"department,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	// Identifiers and references by name, as they are usually written: nino,
	// nhs_number, council_tax, tenancy, housing, rent, benefit, care, upn,
	// vehicle, bank, payroll.
	Identifiers map[string]string `json:"identifiers,omitempty"`
}

// An Address is where somebody lives or works.
type Address struct {
	House    string `json:"house,omitempty"` // number or name
	Street   string `json:"street"`
	Town     string `json:"town"`
	Postcode string `json:"postcode"`
}

// A Role is what a person is to the council.
type Role string

// The roles.
const (
	Resident     Role = "resident"
	Staff        Role = "staff"
	Councillor   Role = "councillor"
	Professional Role = "professional"
)

// An Item is one document, message, attachment or archive member.
type Item struct {
	// Path and Part name the item as sarsen does: the outermost file with '/'
	// between elements, and the chain inside it.
	Path string `json:"path"`
	Part string `json:"part,omitempty"`
	// Kind is the template it was made from, or "container", "unreadable".
	Kind   string    `json:"kind"`
	Format string    `json:"format"` // docx, pdf, eml, xlsx, ...
	Title  string    `json:"title,omitempty"`
	Date   time.Time `json:"date,omitzero"`
	// MessageID is that of the message the item is, or belongs to.
	MessageID string `json:"message_id,omitempty"`
	// State is the state an honest reader reports where it is not "indexed";
	// "" for containers, which have no text of their own.
	State string `json:"state,omitempty"`
	// About lists the people whose affairs the item is on. Others are only
	// mentioned.
	About []string `json:"about,omitempty"`
	// Weak lists the people of whom nothing but a forename, nickname or
	// pair of initials stands in the item: fair to miss.
	Weak []string `json:"weak,omitempty"`
	// Strong lists, for subjects of a hard council, the strong facts that stand
	// in the item or its file name, see StrongFacts: by person.
	Strong map[string][]string `json:"strong,omitempty"`
	// Shared lists the subjects of whom the item tells nothing that is not true
	// of a namesake as well: nobody can say which of the two it is.
	Shared []string `json:"shared,omitempty"`
	// Near is the same for items of which one is the other with another date,
	// Twin for items of the same bytes, Thread for messages of one conversation.
	Near   string `json:"near,omitempty"`
	Twin   string `json:"twin,omitempty"`
	Thread string `json:"thread,omitempty"`
	// Tags say what is hard about the item; the union of its mentions' tags
	// and of those of the whole (ocr, utf-16, nested ...).
	Tags     []string  `json:"tags,omitempty"`
	Mentions []Mention `json:"mentions,omitempty"`
}

// A Mention is a string that tells of a person, exactly as it was written,
// each pair of person and string once for each time it was written.
//
// Compare with every run of white space taken as one space: a writer may have
// broken a line inside it. A multi-line address is one mention with "\n".
type Mention struct {
	Person string `json:"person"`
	Text   string `json:"text"`
	Kind   string `json:"kind"` // as in detect --json: person, address, phone, ...
	// Field is "" for the text and "name" for the item's own file name.
	Field string `json:"field,omitempty"`
	// Tags say in which manner (initials, misspelt, nickname, former_name,
	// reversed, capitals, first_name, ocr ...) or layer (comment,
	// hidden_sheet, deleted, properties ...) it stands.
	Tags []string `json:"tags,omitempty"`

	whole string // as it was before it was scanned
}

// A Subject is a person of the council with a request ready to be made.
type Subject struct {
	Person string `json:"person"`
	Why    string `json:"why"` // what is hard about finding this person
	// Household lists the people at the same address, Namesakes those with
	// the same name.
	Household []string `json:"household,omitempty"`
	Namesakes []string `json:"namesakes,omitempty"`
	// Likeness says, in a hard council, how each of Namesakes can be taken for
	// the subject, by person.
	Likeness map[string]string `json:"likeness,omitempty"`
	// Profile is fit for "request new --profile".
	Profile Profile `json:"profile"`
}

// A Profile is a request as "request new --profile" reads it.
type Profile struct {
	Right       string            `json:"right"`
	Received    string            `json:"received"`
	Names       []string          `json:"names"`
	FormerNames []string          `json:"former_names,omitempty"`
	Nicknames   []string          `json:"nicknames,omitempty"`
	DateOfBirth string            `json:"date_of_birth,omitempty"`
	Addresses   []string          `json:"addresses,omitempty"`
	Emails      []string          `json:"emails,omitempty"`
	Phones      []string          `json:"phones,omitempty"`
	Identifiers map[string]string `json:"identifiers,omitempty"`
	References  []string          `json:"references,omitempty"`
	Relatives   []string          `json:"relatives,omitempty"`
}

// RoleFor says what person is to a request of subject: "subject", "staff"
// (councillors too), "professional" or "third".
func (k *Key) RoleFor(subject, person string) string {
	if subject == person {
		return "subject"
	}
	for _, p := range k.People {
		if p.ID != person {
			continue
		}
		switch p.Role {
		case Staff, Councillor:
			return "staff"
		case Professional:
			return "professional"
		}
	}
	return "third"
}
