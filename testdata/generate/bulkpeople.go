package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// A resident is somebody whom letters and lists are about.
type resident struct {
	title, fore, middle, surname  string
	born                          time.Time
	line, postcode, phone, number string // number is their account with the council
	email                         string
}

func (p *resident) name() string { return p.fore + " " + p.surname }

// A town draws people as often as Britain has their names: each number is always
// the same person. Ordinary telephone numbers end below 900 of the thousand that
// each range for fiction has; those above belong to planted subjects.
type town struct {
	seed                 uint64
	size                 uint64
	women, men, surnames []string
	foreWeights          []float64 // summed up
	surWeights           []float64
}

func newTown(seed uint64, size int) *town {
	t := &town{seed: seed, size: uint64(max(size, 200)), women: strings.Fields(womenNames), men: strings.Fields(menNames), surnames: surnames()}
	t.foreWeights = rankWeights(min(len(t.women), len(t.men)), 8, 0.8)
	t.surWeights = rankWeights(len(t.surnames), 10, 0.9)
	return t
}

// rankWeights are 1/(rank+shift)^power, summed up: so the names of a country
// are spread.
func rankWeights(n int, shift, power float64) []float64 {
	list := make([]float64, n)
	sum := 0.0
	for i := range list {
		sum += zipf(float64(i)+1+shift, power)
		list[i] = sum
	}
	return list
}

func draw(r *rand.Rand, weights []float64) int {
	at, _ := slices.BinarySearch(weights, r.Float64()*weights[len(weights)-1])
	return min(at, len(weights)-1)
}

// some draws a resident; a few are met more often than others.
func (t *town) some(r *rand.Rand) resident {
	u := r.Float64()
	return t.resident(uint64(u * u * float64(t.size)))
}

func (t *town) resident(n uint64) resident {
	r := rand.New(rand.NewPCG(t.seed+1, n))
	p := resident{title: "Mr", surname: t.surnames[draw(r, t.surWeights)]}
	fore := t.men
	if r.IntN(2) == 0 {
		fore, p.title = t.women, []string{"Mrs", "Ms", "Miss"}[r.IntN(3)]
	}
	p.fore = fore[draw(r, t.foreWeights)]
	if r.IntN(3) == 0 {
		p.middle = fore[draw(r, t.foreWeights)]
	}
	p.born = time.Date(1935+r.IntN(70), time.January, 1+r.IntN(365), 0, 0, 0, 0, time.UTC)
	p.line = fmt.Sprintf("%d %s %s", 1+r.IntN(160), stems[r.IntN(len(stems))], streets[r.IntN(len(streets))])
	p.postcode = fmt.Sprintf("ZQ%d %d%c%c", 1+r.IntN(29), r.IntN(10), "ABCDEFGH"[r.IntN(8)], "JKLMNOPQ"[r.IntN(8)])
	p.phone = phone(r.IntN(len(ranges)), r.IntN(900))
	p.number = fmt.Sprintf("ACC-%07d", n)
	p.email = strings.ToLower(strings.ReplaceAll(p.fore+"."+p.surname, "'", "")) + fmt.Sprint(n%977) + "@post.example"
	return p
}

// ranges are telephone numbers that Ofcom keeps for fiction.
var ranges = []string{
	"01632 960", "07700 900", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0", "0117 496 0", "0118 496 0",
	"0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0", "020 7946 0", "0191 498 0",
}

func phone(area, n int) string { return fmt.Sprintf("%s%03d", ranges[area], n) }

// surnames are common ones by their rank in Britain, then what can be put
// together of parts of place names.
func surnames() []string {
	list := strings.Fields(commonSurnames)
	known := map[string]bool{}
	for _, s := range list {
		known[s] = true
	}
	for _, end := range suffixes {
		for _, stem := range stems {
			if s := stem + end; !known[s] {
				known[s] = true
				list = append(list, s)
			}
		}
	}
	return list
}

var (
	stems = strings.Fields(`Ash Brad Thorn Hather Win Stan Har Whit Pem Lang Ald Bar Clay Cran Dal Ed Farn Gar Hal Hol Ing
		Kirk Lath Mar Nor Oak Pres Ra Sel Tarl Ul Wal York Beck Birk Blake Bram Bux Car Chat Cot Den Elm Fen Gold Green Hart Hesl Kel Lin`)
	suffixes = strings.Fields(`ton ley worth field by ham well son man er brook bridge wick stead croft low shaw bury ford den
		thwaite bottom hurst land combe mere water gate church house yard smith wood hill grove mont ster ling kins ard ett`)
	streets = strings.Fields("Road Street Lane Avenue Close Drive Way Terrace Crescent Court Gardens Grove Place Row")
)

const commonSurnames = `Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Khan Lewis Patel Walker Robinson
	Wood Thompson White Watson Jackson Wright Green Harris Cooper King Lee Martin Clarke James Morgan Hughes Edwards Hill Moore Clark Singh
	Harrison Scott Young Morris Hall Ward Turner Carter Phillips Mitchell Ahmed Adams Campbell Anderson Allen Cook Hussain Bailey Parker
	Miller Davis Murphy Price Bell Baker Griffiths Kelly Simpson Marshall Collins Bennett Cox Richardson Fox Gray Rose Chapman Hunt Robertson
	Shaw Reynolds Lloyd Ellis Richards Russell Wilkinson Khan Graham Stewart Reid Murray Powell Palmer Holmes Rogers Stevens Walsh Hunter
	Thomson Matthews Ross Owen Mason Knight Kennedy Butler Saunders Cole Pearce Dean Foster Harvey Hudson Gibson Mills Berry Barnes Pearson
	Kaur Begum Ali Hamilton Fletcher Wong Chan Li Chen Wang Zhang Dixon Simmons Webb Lawson Grant Ferguson Ford Webster Barker Black Payne
	Gordon Booth Day Lawrence Long May Marsh Page Stone Field Bishop Best Little Poole Rice Bird Frost Winter Summers Bush Banks Rivers
	O'Connor O'Brien O'Neill McDonald MacLeod McCarthy Byrne Gallagher Doherty Okafor Adeyemi Mensah Osei Nwosu Kowalski Nowak Silva Costa
	Popescu Shah Sharma Mistry Akhtar Iqbal Malik Chaudhry Mahmood Rahman Islam Uddin Miah Hossain`

const menNames = `David John Michael Paul Peter James Robert Andrew Stephen Mark Christopher William Richard Thomas Ian Kevin Alan
	Daniel Matthew Simon Anthony Martin Gary George Colin Mohammed Keith Graham Kenneth Brian Philip Neil Jonathan Steven Joseph Edward
	Adam Benjamin Ryan Lee Jason Craig Stuart Raymond Dennis Darren Samuel Luke Charles Roger Barry Trevor Patrick Ali Nicholas Derek Jack
	Harry Ronald Terence Douglas Geoffrey Russell Gareth Dean Sean Karl Nathan Wayne Oliver Liam Connor Aaron Imran Tariq Asif Rajesh Sanjay
	Amit Wei Jun Olu Kwame Emeka Piotr Marek Ivan Leon Frank Arthur Stanley Maurice Gordon Hugh Ray Clive Norman Leslie Vincent Bernard Max
	Gerald Duncan Malcolm Ross Alistair Rhys Owen Dylan Ewan Fergus`

const womenNames = `Susan Margaret Sarah Karen Elizabeth Mary Christine Patricia Julie Helen Jane Linda Anne Jacqueline Emma Janet
	Nicola Deborah Catherine Angela Claire Amanda Rachel Michelle Carol Joanne Alison Maureen Barbara Jean Laura Sharon Diane Joan Lisa
	Rebecca Gillian Ruth Fiona Louise Victoria Lesley Wendy Tracey Donna Kathleen Hannah Amy Charlotte Jessica Lucy Pauline Sheila Marion
	Rosemary Valerie Sandra Teresa Eileen Frances Lynn Heather Sally Hazel Lorraine Priya Fatima Ayesha Amina Zainab Meena Sunita Kavita
	Mei Ling Ngozi Adaeze Agnieszka Maria Ana Olga Joy Rose Grace Ivy Daisy Lily Hope June April May Dawn Pearl Ruby Violet Irene Doreen
	Brenda Beryl Hilda Norma Rita Vera Stella Sylvia Nora Megan Bethan Carys Siobhan Niamh`
