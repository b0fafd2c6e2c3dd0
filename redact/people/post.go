package people

import (
	"slices"
	"strings"

	"sarsen/redact/recognise"
)

// posts says which words of a post make somebody a professional in the sense
// of DPA 2018 Sch 2 para 17, and under which sub-paragraph: (2) those of s.204,
// (3) who is employed for what Sch 3 para 8 lists, children's court officers
// among them, (4) who works in a school or for the council's education. Those
// without a paragraph only sound like one of them.
var posts = []struct {
	para  string
	words []string
}{
	{"para 17(3)", []string{
		"social worker", "social work assistant", "social work manager", "approved mental health professional", "amhp", "independent reviewing officer", "reviewing officer",
		"cafcass officer", "family court adviser", "children's guardian", "guardian ad litem", "family support worker", "senior practitioner", "advanced practitioner",
		"personal adviser", "care coordinator", "care manager", "best interests assessor", "fostering officer", "adoption officer", "lado", "iro", "sw", "asw", "ssw",
	}},
	{"para 17(2)", []string{
		"gp", "general practitioner", "nurse", "hv", "cpn", "matron", "health visitor", "midwife", "doctor", "paediatrician", "psychiatrist", "psychologist", "psychotherapist",
		"occupational therapist", "physiotherapist", "speech and language therapist", "therapist", "paramedic", "surgeon", "dentist",
		"optometrist", "optician", "orthoptist", "pharmacist", "dietitian", "dietician", "podiatrist", "chiropodist", "radiographer", "osteopath", "chiropractor", "school nurse",
	}},
	{"para 17(4)", []string{
		"teacher", "headteacher", "head teacher", "head of year", "senco", "teaching assistant", "deputy head", "assistant head", "designated safeguarding lead", "form tutor",
		"educational psychologist", "education welfare officer", "attendance officer", "ewo", "dsl", "safeguarding lead", "nursery nurse", "lecturer", "headmaster", "headmistress",
	}},
	{"", []string{"veterinary nurse", "veterinary surgeon", "tree surgeon", "beauty therapist"}},
}

// staffPosts are words of posts in a council.
var staffPosts = []string{
	"officer", "manager", "team leader", "assistant director", "director", "head of service", "service manager", "adviser", "advisor", "administrator",
	"case worker", "caseworker", "inspector", "surveyor", "assessor", "coordinator", "co-ordinator", "clerk", "solicitor", "monitoring officer",
	"chief executive", "business support", "investigator", "technician", "caretaker", "warden", "support worker", "receptionist", "customer services", "customer service",
	"team manager", "principal", "specialist", "housing options", "revenues", "benefits assessor", "support assistant", "pa to", "personal assistant", "councillor", "planner", "registrar", "librarian", "pcso", "community support officer", "union rep", "union representative",
}

// outside are posts of other bodies.
var outside = []string{"police", "pcso", "community support", "probation", "prison", "bank", "branch", "company", "union", "letting", "estate agent"}

// fillers may stand between a name and a post without making a sentence of
// them.
const fillers = " a an the is was as her his my your our their its of and for in senior principal deputy assistant acting interim trainee lead duty allocated named independent school class form community district practice clinical mental health social housing benefits benefit council tax planning licensing environmental parking legal customer service services key support family children's adult adults revenues new former own local specialist consultant head - "

// postAfter returns what may be the post of mention i behind it: up to the end
// of the sentence, the next mention or six words, as long as they read like a
// post. It is signed when the post is a line of its own below the name, or a
// cell of its own beside it.
func (t *text) postAfter(i int) (post string, signed bool) {
	from := t.mentions[i].End
	to := min(len(t.s), from+90)
	if i+1 < len(t.mentions) {
		to = min(to, t.mentions[i+1].Start)
	}
	if row, ok := t.row(t.mentions[i].Span); ok {
		to = min(to, row.End)
	}
	rest := t.s[from:max(from, to)]
	apart := strings.TrimLeft(rest, " \r")
	switch {
	case apart == "":
		return "", false
	case apart[0] == '\n' || apart[0] == '\t':
		return t.ownLine(from+len(rest)-len(apart), to)
	}
	loose := strings.IndexByte(",(-|", apart[0]) >= 0 || strings.HasPrefix(apart, "–")
	rest = strings.TrimLeft(rest, " \r,(-–|")
	if k := strings.IndexAny(rest, ".;:)\n\t|@"); k >= 0 {
		rest = rest[:k]
	}
	return phrase(strings.Fields(rest), loose), false
}

// ownLine returns the post that is all there is in the line or cell that
// begins behind the separator at i.
func (t *text) ownLine(i, to int) (string, bool) {
	if t.s[i] == '\n' { // the name must be all there is on its line, too
		line := strings.LastIndexByte(t.s[:i], '\n') + 1
		if strings.ContainsAny(t.s[line:i], "\t:") {
			return "", false
		}
	}
	rest := t.s[i+1 : max(i+1, to)]
	if k := strings.IndexAny(rest, "\n\t"); k >= 0 {
		rest = rest[:k]
	}
	ws := strings.Fields(strings.TrimRight(rest, " \r.,"))
	if len(ws) == 0 || len(ws) > 7 || strings.ContainsAny(rest, ":@") {
		return "", false
	}
	post := phrase(ws, true)
	return post, len(strings.Fields(post)) == len(ws) || strings.HasSuffix(post, ",")
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
// worker Jane Doe", "Officer: Jane Doe". It is labelled when a colon or a cell's
// edge parts it from the name. "A solicitor" is anybody's and no post of ours.
func (t *text) postBefore(i int) (post string, labelled bool) {
	to := t.mentions[i].Start
	from := max(0, to-48)
	if i > 0 {
		from = max(from, min(to, t.mentions[i-1].End))
	}
	head := t.s[from:to]
	trimmed := strings.TrimRight(head, " ")
	labelled = strings.HasSuffix(trimmed, ":") || strings.HasSuffix(trimmed, "\t")
	head = strings.TrimRight(head, " \t:,(-–")
	if k := strings.LastIndexAny(head, ".;\n\t|"); k >= 0 {
		head = head[k+1:]
	}
	ws := strings.Fields(strings.ToLower(head))
	at := len(ws)
	for at > 0 && len(ws)-at < 4 && (postWord(strings.Trim(ws[at-1], ",:")) || strings.Contains(fillers, " "+ws[at-1]+" ")) {
		at--
	}
	if at == len(ws) || !postWord(strings.Trim(ws[len(ws)-1], ",:")) {
		return "", false
	}
	post = strings.Join(ws[at:], " ")
	if theirs := ws[at:]; !labelled && paragraph17(post) == "" && slices.ContainsFunc(theirs, func(w string) bool { return w == "a" || w == "an" || w == "his" || w == "her" || w == "their" }) {
		return "", false
	}
	return post, labelled
}

// postWord reports whether w can be the last word of a post.
func postWord(w string) bool {
	ends := func(list []string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return p == w || strings.HasSuffix(p, " "+w) || strings.HasPrefix(p, w+" ") })
	}
	return ends(staffPosts) || ends(posts[0].words) || ends(posts[1].words) || ends(posts[2].words)
}

// post reports whether s is the name of a post and nothing else: "GP".
func post(s string) bool {
	p := strings.Join(words(s), " ")
	return slices.Contains(staffPosts, p) || slices.ContainsFunc(posts, func(list struct {
		para  string
		words []string
	},
	) bool {
		return slices.Contains(list.words, p)
	})
}

// column returns the heading of the column that offset i is in.
func (t *text) column(i int) string {
	if t.field != "" {
		return ""
	}
	return strings.ToLower(recognise.Label(t.doc.Hints, i, "cell"))
}

// paragraph17 returns the ground of the longest post of the table in a phrase:
// an educational psychologist is no health professional.
func paragraph17(post string) string {
	para, longest := "", 0
	for _, p := range posts {
		for _, w := range p.words {
			if len(w) > longest && contains(post, w) {
				para, longest = p.para, len(w)
			}
		}
	}
	return para
}

// outsidePost reports whether a post is one of another body.
func outsidePost(post string) bool {
	return slices.ContainsFunc(outside, func(w string) bool { return contains(post, w) }) && slices.ContainsFunc(strings.Fields(post), postWord)
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
