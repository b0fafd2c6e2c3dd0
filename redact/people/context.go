package people

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// markPhrase proposes a look at a phrase that may still tell who is meant when
// the name is gone. What tells of the subject, or of those who may be named,
// gets no mark, and where nobody else is named only what stands for a person by
// itself does: an officer has to find these marks worth reading.
func (b *builder) markPhrase(t *text, f redact.Found, alone bool) {
	if t.touches(f.Span) {
		return
	}
	who, far := b.owner(t, f)
	id := ""
	if who != nil && who.id != SubjectID && !far {
		id = who.id
	}
	switch {
	case f.Kind == redact.Context:
		t.mark(f, "", b.weigh(redact.ClassContext, "may tell who is meant without a name"))
	case alone:
	case f.Kind == redact.Post:
		b.markPost(t, f)
	case f.Kind == redact.Relation:
		b.markRelation(t, f, who)
	case id != "" && who.proposed.verdict != redact.Disclose:
		t.mark(f, id, b.weigh(redact.ClassContext, "the age of another person"))
	}
}

// markPost marks a post that only one person holds.
func (b *builder) markPost(t *text, f redact.Found) {
	post := strings.Join(words(f.Text), " ")
	switch para := paragraph17(post); {
	case para != "":
		t.mark(f, "", disclose(para, "professional acting in role"))
	case staffPost(post):
		t.mark(f, "", disclose("", "staff acting in role"))
	default:
		t.mark(f, "", b.weigh(redact.ClassContext, "a post that may tell who holds it"))
	}
}

// markRelation marks whose relation somebody is: the subject's is of both.
func (b *builder) markRelation(t *text, f redact.Found, who *entity) {
	switch {
	case who == nil:
	case who.id != SubjectID:
		if who.proposed.verdict != redact.Disclose {
			t.mark(f, who.id, b.weigh(redact.ClassContext, "a relation of another person"))
		}
	case slices.ContainsFunc(words(f.Text), ofWriter) && !t.bySubject(f.Span): // "my wife" is of whoever writes
		t.mark(f, "", b.weigh(redact.ClassContext, "a relation of the writer"))
	case slices.ContainsFunc(words(f.Text), func(w string) bool { return slices.Contains(kinOfSubject, w) }):
		t.mark(f, "", b.weigh(redact.ClassShared, "the subject's family"))
	default:
		t.mark(f, "", b.weigh(redact.ClassContext, "may tell who is meant without a name"))
	}
}
