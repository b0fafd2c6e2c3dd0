package people

import (
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A cue is what the surroundings of a person's mentions say of their role.
type cue struct {
	ground string // why they are staff, "" if nothing says so
	para   string // paragraph 17 ground of a professional
	post   string // the professional's post
	own    bool   // an address in a domain of the council
}

// posts says which words of a post make somebody a professional in the sense
// of DPA 2018 Sch 2 para 17, and under which sub-paragraph.
var posts = []struct {
	para  string
	words []string
}{
	{"para 17(3)", []string{"social worker", "social work assistant", "approved mental health professional", "amhp", "independent reviewing officer", "cafcass officer", "children's guardian", "family support worker", "senior practitioner", "foster carer social worker", "advanced practitioner", "personal adviser", "care coordinator"}},
	{"para 17(2)", []string{"gp", "general practitioner", "nurse", "health visitor", "midwife", "doctor", "paediatrician", "psychiatrist", "psychologist", "psychotherapist", "occupational therapist", "physiotherapist", "speech and language therapist", "therapist", "paramedic", "consultant psychiatrist", "consultant paediatrician", "surgeon", "dentist", "optometrist", "pharmacist", "dietitian"}},
	{"para 17(4)", []string{"teacher", "headteacher", "head teacher", "head of year", "senco", "senco.", "teaching assistant", "deputy head", "assistant head", "designated safeguarding lead", "form tutor", "educational psychologist", "school nurse"}},
}

// staffPosts are words of posts in a council.
var staffPosts = []string{
	"officer", "manager", "team leader", "assistant director", "director", "head of service", "service manager", "adviser", "advisor", "administrator",
	"case worker", "caseworker", "inspector", "surveyor", "assessor", "coordinator", "co-ordinator", "clerk", "solicitor", "monitoring officer",
	"chief executive", "business support", "investigator", "technician", "caretaker", "warden", "support worker", "receptionist", "customer services", "customer service",
	"team manager", "principal", "specialist", "housing options", "revenues", "benefits assessor", "support assistant", "pa to", "personal assistant", "councillor", "planner", "registrar", "librarian",
}

// outside are posts of other bodies.
var outside = []string{"police", "probation", "prison", "bank", "branch", "company", "union", "letting", "estate agent"}

// roles decides what each person is and what is proposed for them.
func (b *builder) roles() {
	for _, t := range b.texts {
		home := b.mentionsHome(t)
		for i := range t.mentions {
			m := &t.mentions[i]
			m.who.address = m.who.address || home
			b.look(t, i)
		}
	}
	for _, e := range b.all[1:] {
		b.propose(e)
	}
}

// look takes cues from what stands around mention i.
func (b *builder) look(t *text, i int) {
	m := &t.mentions[i]
	c := &m.who.cue
	if m.Kind == redact.Email {
		c.own = c.own || b.ownAddress(m.Text)
		return
	}
	if m.name.title == "cllr" || m.name.title == "councillor" {
		c.ground = "councillor acting in role"
	}
	for _, post := range []string{t.postAfter(i), t.postBefore(i), t.column(m.Start)} {
		if para := paragraph17(post); para != "" && c.para == "" {
			c.para, c.post = para, post
		} else if para == "" && staffPost(post) && c.ground == "" {
			c.ground = "staff acting in role: the name of a post stands with the name"
		}
	}
}

// ownAddress reports whether an e-mail address is in a domain of the council.
func (b *builder) ownAddress(address string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(address), "@")
	return slices.ContainsFunc(b.pol.OwnDomains, func(own string) bool {
		own = strings.ToLower(strings.Trim(own, " @."))
		return own != "" && (domain == own || strings.HasSuffix(domain, "."+own))
	})
}

// fillers may stand between a name and a post without making a sentence of
// them.
const fillers = " a an the is was as her his my your our their its of and for in senior principal deputy assistant acting interim trainee lead duty allocated named independent school class form community district practice clinical mental health social housing benefits benefit council tax planning licensing environmental parking legal customer service services key support family children's adult adults revenues new former own local specialist consultant head - "

// postAfter returns what may be the post of mention i behind it: up to the end
// of the sentence, the next mention or six words, as long as they read like a
// post.
func (t *text) postAfter(i int) string {
	from := t.mentions[i].End
	to := min(len(t.s), from+90)
	if i+1 < len(t.mentions) {
		to = min(to, t.mentions[i+1].Start)
	}
	rest := t.s[from:max(from, to)]
	if k := strings.Index(rest, "\n\n"); k >= 0 {
		rest = rest[:k]
	}
	apart := strings.TrimLeft(rest, " \t\r")
	loose := apart != "" && strings.IndexByte(",(\n-|\t", apart[0]) >= 0 || strings.HasPrefix(apart, "–")
	rest = strings.TrimLeft(rest, " \t\r\n,(-–|")
	if k := strings.IndexAny(rest, ".;:)\n|@"); k >= 0 {
		rest = rest[:k]
	}
	return phrase(strings.Fields(rest), loose)
}

// phrase returns the leading words that read like a post: small words must be
// fillers or posts, capitals are taken when the words stand apart from the
// name.
func phrase(ws []string, loose bool) string {
	var out []string
	for _, w := range ws[:min(len(ws), 7)] {
		low := strings.ToLower(strings.Trim(w, `,"'`))
		isPost := postWord(low)
		capital := w != "" && w[0] >= 'A' && w[0] <= 'Z'
		if !isPost && !strings.Contains(fillers, " "+low+" ") && !(capital && loose) {
			break
		}
		out = append(out, low)
		if strings.HasSuffix(w, ",") {
			break
		}
	}
	return strings.Join(out, " ")
}

// postBefore returns what may be the post of mention i in front of it: "social
// worker Jane Doe", "Officer: Jane Doe".
func (t *text) postBefore(i int) string {
	to := t.mentions[i].Start
	from := max(0, to-48)
	if i > 0 {
		from = max(from, min(to, t.mentions[i-1].End))
	}
	head := t.s[from:to]
	if k := strings.LastIndexAny(head, ".;\n|"); k >= 0 {
		head = head[k+1:]
	}
	ws := strings.Fields(strings.ToLower(strings.TrimRight(head, " :,(-–")))
	at := len(ws)
	for at > 0 && len(ws)-at < 4 && (postWord(strings.Trim(ws[at-1], ",:")) || strings.Contains(fillers, " "+ws[at-1]+" ")) {
		at--
	}
	if at == len(ws) || !postWord(strings.Trim(ws[len(ws)-1], ",:")) {
		return ""
	}
	return strings.Join(ws[at:], " ")
}

// postWord reports whether w can be the last word of a post.
func postWord(w string) bool {
	ends := func(list []string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return p == w || strings.HasSuffix(p, " "+w) || strings.HasPrefix(p, w+" ") })
	}
	return ends(staffPosts) || ends(posts[0].words) || ends(posts[1].words) || ends(posts[2].words)
}

// column returns the heading of the column that offset i is in.
func (t *text) column(i int) string {
	if t.field != "" {
		return ""
	}
	return strings.ToLower(recognise.Label(t.doc.Hints, i, "cell"))
}

func paragraph17(post string) string {
	for _, p := range posts {
		for _, w := range p.words {
			if contains(post, w) {
				return p.para
			}
		}
	}
	return ""
}

func staffPost(post string) bool {
	if slices.ContainsFunc(outside, func(w string) bool { return contains(post, w) }) {
		return false
	}
	return slices.ContainsFunc(staffPosts, func(w string) bool { return contains(post, w) })
}

// contains reports whether phrase holds w as whole words.
func contains(phrase, w string) bool {
	return strings.Contains(" "+phrase+" ", " "+w+" ")
}

// propose settles role, verdict and ground of a person.
func (b *builder) propose(e *entity) {
	e.code = redact.ThirdPartyCode(b.pol.Right)
	relative := slices.ContainsFunc(b.subj.relatives, func(r name) bool { return e.name.fits(r) && len(e.name.given) > 0 })
	surname := e.name.last != "" && slices.ContainsFunc(b.subj.names, func(s name) bool { return s.last == e.name.last })
	switch {
	case e.role == redact.Namesake:
		e.proposal, e.reason = redact.Open, "the subject's name in an item that does not otherwise refer to them"
	case e.cue.own:
		e.role, e.proposal, e.code, e.reason = redact.Staff, redact.Disclose, "", "staff acting in role: an address of the council"
	case relative:
		e.role, e.proposal, e.reason = redact.Household, redact.Open, "a relative named in the profile"
	case e.cue.para != "":
		e.role, e.proposal, e.code, e.reason = redact.Professional, redact.Disclose, e.cue.para, "professional acting in role"
	case e.cue.ground != "":
		e.role, e.proposal, e.code, e.reason = redact.Staff, redact.Disclose, "", e.cue.ground
	case surname && e.address:
		e.role, e.proposal, e.reason = redact.Household, redact.Open, "the subject's surname, in an item with the subject's address"
	default:
		e.role, e.proposal, e.reason = redact.ThirdParty, redact.Withhold, "another person"
	}
}
