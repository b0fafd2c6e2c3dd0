package rtf

import (
	"strings"

	"sarsen/crawlers/documents"
)

// A destination says where the text of a group goes.
type destination int

const (
	destBody     destination = iota
	destSkip                 // nowhere
	destFonts                // the font table
	destProperty             // one property
	destTime                 // a time of the info group
	destHex                  // a picture or object
)

// A place is a destination of its own within the text.
type place struct {
	kind   documents.BoundKind
	label  string
	hidden bool
}

var places = map[string]place{
	"header": {documents.Furniture, "header", false}, "headerl": {documents.Furniture, "header", false},
	"headerr": {documents.Furniture, "header", false}, "headerf": {documents.Furniture, "header", false},
	"footer": {documents.Furniture, "footer", false}, "footerl": {documents.Furniture, "footer", false},
	"footerr": {documents.Furniture, "footer", false}, "footerf": {documents.Furniture, "footer", false},
	"footnote":   {documents.Note, "footnote", false},
	"annotation": {documents.Note, "comment", false},
	"atnauthor":  {documents.Note, "comment author", false},
	"atnid":      {documents.Note, "comment author", false},
	"fldinst":    {documents.Note, "field", true},
}

var properties = map[string]string{
	"title": "Title", "subject": "Subject", "author": "Author", "manager": "Manager", "company": "Company",
	"operator": "Last author", "category": "Category", "keywords": "Keywords", "doccomm": "Comments", "hlinkbase": "Link base",
}

// transparent destinations hold text of the body although they begin with \*.
var transparent = map[string]bool{"shpinst": true, "shptxt": true, "dptxbxtext": true, "shppict": true, "listtext": true, "pntext": true, "nesttableprops": true}

// skipped destinations hold nothing to read, though they do not begin with \*.
var skipped = map[string]bool{
	"nonesttables": true, "stylesheet": true, "colortbl": true, "nonshppict": true, "sn": true, "sv": true, "rxe": true, "filetbl": true,
	"listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true, "themedata": true,
	"colorschememapping": true, "latentstyles": true, "datastore": true, "bkmkstart": true, "bkmkend": true,
	"xmlnstbl": true, "wgrffmtfilter": true, "template": true, "objclass": true, "objname": true, "datafield": true,
	"pgptbl": true, "mmathPr": true, "generator": true, "panose": true, "falt": true, "leveltext": true, "levelnumbers": true,
}

// enter makes the group the destination that word names; false when it names
// none.
func (p *parser) enter(word string) bool {
	if p.group.dest == destSkip {
		return false
	}
	pl, isPlace := places[word]
	name := properties[word]
	switch {
	case transparent[word]:
	case skipped[word]:
		p.group.dest = destSkip
	case word == "fonttbl":
		p.group.dest = destFonts
	case word == "info":
		p.group.dest = destTime
	case p.group.dest == destTime && name != "":
		p.begin(destProperty, func() { p.finishProperty(word) })
	case p.group.dest == destTime && (word == "creatim" || word == "revtim"):
		p.when = [5]int{}
		p.begin(destTime, func() { p.finishTime(word) })
	case p.group.dest == destTime && (word == "printim" || word == "buptim"):
		p.group.dest = destSkip
	case word == "pict":
		p.picture = ""
		p.beginHex(p.finishPicture)
	case word == "objdata":
		p.beginHex(p.finishObject)
	case isPlace:
		p.beginPlace(pl)
	case p.group.star:
		p.group.dest = destSkip
	default:
		return false
	}
	return true
}

// begin makes the group own dest; finish is called at its end.
func (p *parser) begin(dest destination, finish func()) {
	p.group.dest, p.group.owned = dest, true
	p.property.Reset()
	p.finishers = append(p.finishers, finish)
}

func (p *parser) beginHex(finish func()) {
	p.hex = p.hex[:0]
	p.begin(destHex, finish)
}

// leave ends what the group owns.
func (p *parser) leave() {
	finish := p.finishers[len(p.finishers)-1]
	p.finishers = p.finishers[:len(p.finishers)-1]
	finish()
}

// maxPlaces is how deep places may nest; text of deeper ones goes to the last.
const maxPlaces = 16

// beginPlace gives the group a writer of its own, put in place at its end. Of
// fields only instructions with a text in quotes, such as a link, are kept.
func (p *parser) beginPlace(pl place) {
	if len(p.writers) >= maxPlaces {
		return
	}
	p.writers = append(p.writers, &writer{out: documents.NewBuilder(0, nil)})
	p.begin(destBody, func() {
		inner := p.writer()
		inner.end()
		p.writers = p.writers[:len(p.writers)-1]
		item := inner.out.Result().Item
		if pl.label != "field" || strings.Contains(item.Text, `"`) {
			p.writer().place(pl, item)
		}
	})
}

func (p *parser) finishProperty(word string) {
	value := strings.TrimSpace(p.property.String())
	p.property.Reset()
	switch word {
	case "title":
		p.out.Meta(value, "", noTime, noTime)
	case "author":
		p.out.Meta("", value, noTime, noTime)
	}
	p.out.Property(properties[word], value)
}

func (p *parser) finishTime(word string) {
	if word == "creatim" {
		p.out.Meta("", "", p.date(), noTime)
		return
	}
	p.out.Meta("", "", noTime, p.date())
}
